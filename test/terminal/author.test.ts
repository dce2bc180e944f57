import {execFileSync} from 'node:child_process'
import {chmodSync, existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {commandWords} from '../../src/terminal/words-of.ts'
import {put, root} from '../home.ts'
import {needs} from '../needs.ts'
import {emptyHome} from './fixtures.ts'
import {parrot} from './program.ts'

const bubblewrap = needs('bwrap', 'apt-get install bubblewrap')

const scratches = () => readdirSync(tmpdir()).filter((name) => name.startsWith('parrot-test-'))

function changed(home: string, change: (manifest: Record<string, unknown>) => object): string {
  const file = join(home, 'weather/manifest.json')
  writeFileSync(
    file,
    JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)),
  )
  return join(home, 'weather')
}

bubblewrap('a new plugin', () => {
  test.each(['bash', 'python', 'node', 'ts'])(
    'in %s passes its own test in the sandbox, and runs once it is approved',
    (lang) => {
      const home = emptyHome()
      const made = parrot(home, ['plugin', 'new', 'weather', '--lang', lang])
      expect(made).toMatchObject({
        status: 0,
        stderr: '',
        stdout: expect.stringContaining('parrot plugin test'),
      })
      const before = scratches()
      const {status, stdout} = parrot(home, ['plugin', 'test', 'weather', '--json'])
      const {output} = JSON.parse(stdout) as {output: {examples: {passed: boolean; level: string | null}[]}}
      expect({status, passed: output.examples.map(({passed}) => passed)}).toEqual({
        status: 0,
        passed: [true, true, true],
      })
      expect(output.examples[0]?.level).toBe('enforced')
      expect(scratches()).toEqual(before)
      expect(parrot(home, ['plugin', 'list']).stdout).not.toContain('weather')

      const installed = parrot(home, ['plugin', 'install', './weather'])
      const accept = /--accept ([0-9a-f]{32})/.exec(installed.stdout)?.[1] ?? ''
      parrot(home, ['plugin', 'approve', 'weather', '--accept', accept])
      expect(parrot(home, ['weather', 'Ada'])).toMatchObject({status: 0, stdout: 'Hello, Ada\n'})
    },
  )

  test('in TypeScript is one that the compiler agrees with', () => {
    const home = emptyHome()
    parrot(home, ['plugin', 'new', 'weather', '--lang', 'ts'])
    const compiler = join(root, 'node_modules/typescript/bin/tsc')
    const compile = () =>
      execFileSync(process.execPath, [compiler, '-p', join(home, 'weather')], {encoding: 'utf8'})
    expect(compile()).toBe('')
    const main = join(home, 'weather/main.ts')
    writeFileSync(main, readFileSync(main, 'utf8').replace('input.who}\\n', 'input.whom}\\n'))
    expect(compile).toThrow('Command failed')
  })

  test.each(['../x', '-x', 'Weather', 'doctor', 'hello', 'a b', ''])('cannot be called %j', (name) => {
    const home = emptyHome()
    const before = readdirSync(home)
    expect(parrot(home, ['plugin', 'new', '--', name]).status).toBe(2)
    expect(readdirSync(home).filter((each) => !['cache', 'config', 'data', 'state'].includes(each))).toEqual(
      before,
    )
  })

  test('is not made over something that is there', () => {
    const home = emptyHome()
    writeFileSync(join(home, 'weather'), 'mine')
    expect(parrot(home, ['plugin', 'new', 'weather'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('is there already'),
    })
    expect(readFileSync(join(home, 'weather'), 'utf8')).toBe('mine')
    expect(parrot(home, ['plugin', 'new', 'storm', '--dir', 'nowhere'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('mkdir -p'),
    })
  })
})

bubblewrap('plugin test', () => {
  const made = () => {
    const home = emptyHome()
    parrot(home, ['plugin', 'new', 'weather'])
    return home
  }

  test('says what differs, and ends with 3', () => {
    const home = made()
    const examples = [
      {run: 'parrot weather', says: 'Goodbye'},
      {run: 'parrot weather', outcome: 'failed'},
      'parrot storm',
      'parrot weather --volume 11',
      'parrot weather Ada',
    ]
    changed(home, (manifest) => ({...manifest, examples}))
    const {status, stdout} = parrot(home, ['plugin', 'test', 'weather'])
    expect(status).toBe(3)
    expect(stdout).toMatch(/^✗ parrot weather [^]*does not say "Goodbye"; it says: Hello, World/)
    expect(stdout).toContain('ended as ok, wanted failed')
    expect(stdout).toContain('1 of 5 examples are as the manifest says.')
  })

  test('makes a dry run of an example that asks for one', () => {
    const home = made()
    const program = '#!/bin/sh\necho "{\\"greeting\\": \\"dry: $PARROT_DRY_RUN\\"}"\n'
    writeFileSync(join(home, 'weather/dry.sh'), program, {mode: 0o755})
    const examples = [
      {run: 'parrot weather --dry-run', says: 'dry: true'},
      {run: 'parrot weather', says: 'dry: false'},
    ]
    changed(home, (manifest) => ({...manifest, entrypoint: 'dry.sh', dryRun: true, examples}))
    const {status, stdout} = parrot(home, ['plugin', 'test', 'weather'])
    expect({status, stdout}).toEqual({status: 0, stdout: expect.stringContaining('2 of 2 examples')})
  })

  test('of what asks for something of the machine runs nothing before somebody agrees', () => {
    const home = made()
    changed(home, (manifest) => ({...manifest, permissions: ['weather:run', 'fs:read:/var/log']}))
    const refused = parrot(home, ['plugin', 'test', 'weather'])
    expect(refused).toMatchObject({status: 2, stdout: '', stderr: expect.stringContaining('nothing was run')})
    const accept = /--accept ([0-9a-f]{32})/.exec(refused.stderr)?.[1] ?? ''
    expect(parrot(home, ['plugin', 'test', 'weather', '--accept', accept]).status).toBe(0)
    changed(home, (manifest) => ({...manifest, permissions: ['sys:root']}))
    expect(parrot(home, ['plugin', 'test', 'weather'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('sys:root'),
    })
  })

  test('asks about the settings of the examples, which is what they run with, not about those of this machine', () => {
    const home = made()
    for (const folder of ['agreed', 'private']) {
      put(join(home, folder, 'diary'), `dear ${folder}`)
      chmodSync(join(home, folder), 0o755)
      chmodSync(join(home, folder, 'diary'), 0o644)
    }
    put(join(home, 'config/config.json'), {plugins: {weather: {FOLDER: join(home, 'agreed')}}})
    writeFileSync(join(home, 'weather/main.sh'), '#!/usr/bin/env bash\ncat "$FOLDER/diary"\n')
    const reading = (...folders: string[]) => {
      const examples = folders.map((name) => ({
        run: 'parrot weather',
        says: `dear ${name}`,
        config: {FOLDER: join(home, name)},
      }))
      const config = {FOLDER: {type: 'path'}}
      changed(home, (manifest) => ({
        ...manifest,
        config,
        examples,
        permissions: ['weather:run', 'fs:read:$CONFIG.FOLDER'],
      }))
    }
    const acceptOf = () =>
      /--accept ([0-9a-f]{32})/.exec(parrot(home, ['plugin', 'test', 'weather']).stderr)?.[1] ?? ''
    const tested = (accept: string) => parrot(home, ['plugin', 'test', 'weather', '--accept', accept])
    reading('agreed')
    const agreed = acceptOf()
    expect(tested(agreed)).toMatchObject({status: 0, stdout: expect.stringContaining('1 of 1')})
    for (const folders of [['private'], ['agreed', 'private']]) {
      reading(...folders)
      const refused = tested(agreed)
      expect(refused.status).toBe(2)
      expect(refused.stdout + refused.stderr).not.toContain('dear')
      expect(tested(acceptOf())).toMatchObject({status: 0})
    }
  })

  test('follows no word of an example to a file or a variable of this machine', () => {
    const home = made()
    parrot(home, ['hello'])
    put(join(home, 'token'), 'only mine')
    writeFileSync(join(home, 'weather/main.sh'), '#!/usr/bin/env bash\necho "it is $TOKEN"\n')
    const trial = (TOKEN: unknown, says: string) => {
      const examples = [{run: 'parrot weather', says, config: {TOKEN}}]
      changed(home, (manifest) => ({...manifest, config: {TOKEN: {type: 'secret'}}, examples}))
      return parrot(home, ['plugin', 'test', 'weather'])
    }
    expect(trial('made up', 'it is made up')).toMatchObject({status: 0})
    for (const token of [
      {file: join(home, 'token')},
      {file: join(home, 'config/host.key')},
      {env: 'PATH'},
      {credential: 'token'},
    ]) {
      const {status, stdout, stderr} = trial(token, 'nothing')
      expect({status, stdout, says: stderr.includes('only an administrator may say')}).toEqual({
        status: 2,
        stdout: '',
        says: true,
      })
    }
  })

  test('of a folder that is no plugin says where it is wrong', () => {
    const home = made()
    writeFileSync(join(home, 'weather/manifest.json'), '{\n  "name": "weather",\n  "verison": "1"\n}')
    expect(parrot(home, ['plugin', 'test', 'weather'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/weather\/manifest\.json:3:/),
    })
    expect(parrot(home, ['plugin', 'test', 'nothing']).status).toBe(2)
    expect(existsSync(join(home, 'data/plugins'))).toBe(false)
  })
})

describe('the words of a command line', () => {
  test.each([
    ['parrot weather Ada', ['parrot', 'weather', 'Ada']],
    ["parrot weather 'Ada Lovelace'  x", ['parrot', 'weather', 'Ada Lovelace', 'x']],
    ['a "b \'c\' $HOME" d\\ e', ['a', "b 'c' $HOME", 'd e']],
    ["''", ['']],
    ['$(id) `id` *', ['$(id)', '`id`', '*']],
    ["a 'b", undefined],
    ['', []],
  ])('%s', (line, words) => {
    expect(commandWords(line)).toEqual(words)
  })
})
