import {execFileSync} from 'node:child_process'
import {once} from 'node:events'
import {symlinkSync, unlinkSync} from 'node:fs'
import {createServer} from 'node:net'
import {expect, onTestFinished, test} from 'vitest'
import {server} from '../../src/facts/server.ts'
import {machineOf, never} from './machine.ts'

const place = {pidFile: '/run/server.pid', socket: '/run/server.sock'}

const machineWith = (files: Readonly<Record<string, string>>) => ({
  ...machineOf({'/run/': '', ...files}),
  server: place,
})

async function listening(path: string) {
  const listener = createServer((socket) => socket.destroy()).listen(path)
  await once(listener, 'listening')
  onTestFinished(async () => void listener.close())
}

test('not installed is an answer of its own', async () => {
  expect(await server({...machineOf({}), server: null}, never)).toMatchObject({absent: {code: 'no_server'}})
})

test('running is who takes a connection', async () => {
  const machine = machineWith({'/run/server.pid': '4711\n'})
  await listening(machine.root + place.socket)
  expect(await server(machine, never)).toEqual({state: 'running', pid: 4711})
})

test('stopped left nothing behind', async () => {
  expect(await server(machineWith({}), never)).toEqual({state: 'stopped', pid: null})
})

test('dead left its PID file behind', async () => {
  expect(await server(machineWith({'/run/server.pid': '4711\n', '/run/server.sock': ''}), never)).toEqual({
    state: 'dead',
    pid: 4711,
  })
})

test('silent lives and takes no connection', async () => {
  const machine = machineWith({'/run/server.pid': '4711\n', '/proc/4711/stat': ''})
  expect(await server(machine, never)).toEqual({state: 'silent', pid: 4711})
})

test.each(['', '0', '-1', '1 2', '12345678901', 'x'])(
  'a PID file that holds %j holds no PID',
  async (text) => {
    await expect(server(machineWith({'/run/server.pid': text}), never)).rejects.toThrow(
      'holds no process number',
    )
  },
)

test('a PID file that is a link, a folder or a pipe is not read', async () => {
  const machine = machineWith({'/run/other': '1\n', '/run/server.pid': '1\n'})
  // The control: as a plain file it is read.
  expect(await server(machine, never)).toMatchObject({pid: 1})
  unlinkSync(`${machine.root}/run/server.pid`)
  symlinkSync(`${machine.root}/run/other`, `${machine.root}/run/server.pid`)
  await expect(server(machine, never)).rejects.toThrow('ELOOP')
  unlinkSync(`${machine.root}/run/server.pid`)
  execFileSync('mkfifo', [`${machine.root}/run/server.pid`])
  await expect(server(machine, never)).rejects.toThrow('is not a file')
})
