import {execFileSync, spawn} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {processes} from '../../src/facts/processes.ts'
import {needs} from '../needs.ts'
import {machineOf, never, thisMachine} from './machine.ts'

const stat = (pid: number, name: string, state: string, parent: number) => ({
  [`/proc/${pid}/stat`]: `${pid} (${name}) ${state} ${parent} 1 1 0 -1 4194560\n`,
})
const init = stat(1, 'init', 'S', 0)

test('names may hold anything, parentheses and line ends too', async () => {
  const names = ['a) R 1 (b', 'x\ny', ')', '', 'caf\xc3\xa9', '\xff']
  const files = Object.assign({}, init, ...names.map((name, at) => stat(10 + at, name, 'Z', 7)))
  const found = await processes(machineOf(files), never)
  const zombies = 'zombies' in found ? found.zombies : []
  expect(zombies.toSorted((a, b) => a.pid - b.pid).map(({name}) => name)).toEqual([
    'a) R 1 (b',
    'x\ny',
    ')',
    '',
    'café',
    '\ufffd',
  ])
  expect(zombies.every(({parent}) => parent === 7)).toBe(true)
})

test('each state has its count; a state nobody knows still counts as a process', async () => {
  const states = ['R', 'S', 'D', 'T', 't', 'Z', 'I', 'X']
  const files = Object.assign({}, init, ...states.map((state, at) => stat(10 + at, 'x', state, 1)))
  expect(await processes(machineOf(files), never)).toMatchObject({
    total: 9,
    running: 1,
    sleeping: 2,
    blocked: 1,
    stopped: 2,
    idle: 1,
    zombie: 1,
  })
})

test('of many zombies the first hundred are named and all are counted', async () => {
  const files = Object.assign({}, init, ...Array.from({length: 300}, (_, at) => stat(1000 + at, 'z', 'Z', 1)))
  const found = await processes(machineOf(files), never)
  expect(found).toMatchObject({zombie: 300, total: 301})
  expect('zombies' in found && found.zombies).toHaveLength(100)
})

test('a process that ended between listing and reading is left out', async () => {
  expect(await processes(machineOf({...init, '/proc/42/': '', '/proc/version': ''}), never)).toMatchObject({
    total: 1,
  })
})

test('hidden processes are not taken for none', async () => {
  expect(await processes(machineOf(stat(500, 'mine', 'S', 1)), never)).toMatchObject({
    unavailable: {code: 'processes_hidden'},
  })
})

test('garbage is no process', async () => {
  await expect(processes(machineOf({...init, '/proc/9/stat': 'garbage'}), never)).rejects.toThrow(
    '/proc/9/stat',
  )
})

test('a caller who leaves is not kept', async () => {
  const files = Object.assign({}, init, ...Array.from({length: 200}, (_, at) => stat(1000 + at, 'x', 'S', 1)))
  await expect(processes(machineOf(files), AbortSignal.abort(new Error('left')))).rejects.toThrow('left')
})

needs('ps', 'apt-get install procps')('beside ps', () => {
  test('this machine: a real zombie is found with its parent and name, and ps counts as many processes', async () => {
    // The shell starts a child that waits for the end of descriptor 3, and becomes a sleep, which never asks after children.
    const script = '(read line <&3) & exec sleep 600 3<&-'
    const parent = spawn('sh', ['-c', script], {stdio: ['ignore', 'ignore', 'ignore', 'pipe']})
    try {
      await until(() => readFileSync(`/proc/${parent.pid}/comm`, 'utf8') === 'sleep\n' || undefined)
      parent.stdio[3]?.destroy()
      const found = await until(() => zombieOf(parent.pid))
      expect(found).toMatchObject({parent: parent.pid, name: 'sh'})
      const counted =
        execFileSync('ps', ['-e', '-o', 'pid='], {encoding: 'utf8'}).trim().split('\n').length - 1
      const all = await processes(thisMachine, never)
      // Others start and end processes meanwhile.
      expect(Math.abs(('total' in all ? all.total : 0) - counted)).toBeLessThan(50)
    } finally {
      parent.kill('SIGKILL')
    }
  })
})

async function zombieOf(parent: number | undefined) {
  const found = await processes(thisMachine, never)
  return 'zombies' in found ? found.zombies.find((zombie) => zombie.parent === parent) : undefined
}

/** Nothing tells of a process that ends without being asked after. */
async function until<T>(look: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== null) return found
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
