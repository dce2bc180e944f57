import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {copyFileSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Readable} from 'node:stream'
import {expect, test} from 'vitest'
import {asIdentity, isDead, processIdentity, type ProcessIdentity} from '../../src/events/liveness.ts'
import {start} from './program.ts'
import {tempPlace} from './temp-journal.ts'

const identityOf = async (program: ReturnType<typeof start>) =>
  JSON.parse((await program.line()) ?? '') as ProcessIdentity

test('this process lives, and is the same at every look', () => {
  expect(isDead(processIdentity())).toBe(false)
  expect(processIdentity()).toBe(processIdentity())
  expect(asIdentity(JSON.parse(JSON.stringify(processIdentity())))).toEqual(processIdentity())
})

test('another process lives until it ends', async () => {
  const program = start('live.ts')
  const identity = await identityOf(program)
  expect(isDead(identity)).toBe(false)
  program.child.kill('SIGKILL')
  await program.ended
  expect(isDead(identity)).toBe(true)
})

test('the same pid with another start time is another process', () => {
  expect(isDead({...processIdentity(), startTime: '1'})).toBe(true)
})

test('after a reboot everything from before is dead', () => {
  expect(isDead({...processIdentity(), bootId: '00000000-0000-0000-0000-000000000000'})).toBe(true)
})

test('a pid of another namespace says nothing: the process may well live in its container', () => {
  const elsewhere = {...processIdentity(), pid: 4_000_000, startTime: '1'}
  expect(isDead(elsewhere)).toBe(true)
  expect(isDead({...elsewhere, pidNamespace: 'pid:[1]'})).toBe(false)
})

test('a zombie is dead: it will not finish anything', async () => {
  // The shell starts a child that waits for the end of descriptor 3, and becomes a sleep, which never asks after children.
  const script = '(read line <&3) & echo $!; exec sleep 1000 3<&-'
  const parent = spawn('bash', ['-c', script], {stdio: ['ignore', 'pipe', 'inherit', 'pipe']})
  const [line] = (await once(parent.stdout as Readable, 'data')) as [Buffer]
  const pid = Number(String(line))
  while (readFileSync(`/proc/${parent.pid}/comm`, 'latin1') !== 'sleep\n') await new Promise(setImmediate)
  parent.stdio[3]?.destroy()
  const state = () => readFileSync(`/proc/${pid}/stat`, 'latin1').split(' ')
  while (state()[2] !== 'Z') await new Promise(setImmediate)
  const identity = {...processIdentity(), pid, startTime: state()[21] ?? ''}
  expect(isDead(identity)).toBe(true)
  parent.kill()
  await once(parent, 'exit')
})

test('a program whose name holds spaces and parentheses is read rightly', async () => {
  const odd = join(tempPlace().folder, 'a) R 1 (b')
  copyFileSync('/bin/sleep', odd)
  const child = spawn(odd, ['1000'], {stdio: 'ignore'})
  await once(child, 'spawn')
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'latin1')
  const ticks = /\d+ \(a\) R 1 \(b\) (?:\S+ ){19}(\d+)/.exec(stat)?.[1] ?? ''
  const identity = {...processIdentity(), pid: child.pid ?? 0, startTime: ticks}
  expect(ticks).toMatch(/^\d+$/)
  expect(isDead(identity)).toBe(false)
  expect(isDead({...identity, startTime: String(Number(ticks) + 1)})).toBe(true)
  child.kill()
  await once(child, 'exit')
})

test('what is no identity is taken for none', () => {
  const good = processIdentity()
  for (const bad of [
    undefined,
    null,
    'x',
    {},
    {...good, pid: 0},
    {...good, pid: -1},
    {...good, pid: 1.5},
    {...good, bootId: 1},
  ]) {
    expect(asIdentity(bad)).toBeUndefined()
  }
})
