import {join} from 'node:path'
import {expect, test} from 'vitest'
import {root} from '../home.ts'
import {needs} from '../needs.ts'
import {emptyHome} from '../terminal/fixtures.ts'
import {parrot} from '../terminal/program.ts'
import {examples} from './names.ts'

type Tried = {readonly run: string; readonly level: string | null; readonly differs: readonly string[]}

needs('bwrap', 'apt-get install bubblewrap')('parrot plugin test', () => {
  test.each(examples)('%s passes, fully sandboxed', (name) => {
    const home = emptyHome()
    const asked = ['plugin', 'test', join(root, 'examples', name), '--json']
    const first = parrot(home, asked)
    const accept = /--accept ([0-9a-f]{32})/.exec(first.stdout)?.[1]
    const {status, stdout} = accept === undefined ? first : parrot(home, [...asked, '--accept', accept])
    const {output} = JSON.parse(stdout) as {readonly output: {readonly examples: readonly Tried[]}}
    expect(output.examples.flatMap(({differs}) => differs)).toEqual([])
    expect(status).toBe(0)
    // One that is turned away for its input is not started at any level.
    const levels = new Set(output.examples.map(({level}) => level).filter((level) => level !== null))
    expect([...levels]).toEqual(['enforced'])
  })
})
