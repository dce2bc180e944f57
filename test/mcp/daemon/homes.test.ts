import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {newHome} from '../../home.ts'
import {parrot} from '../../terminal/program.ts'
import {lives} from './server.ts'

/** A home by HOME alone, whose sockets lie where the runtime folder of the user is; PARROT_HOME has its own place. */
function homeIn(runtime: string) {
  const {home} = newHome()
  const env = {PARROT_HOME: '', PARROT_SYSTEM: '0', XDG_RUNTIME_DIR: runtime}
  const own = (...words: string[]) => parrot(home, words, env)
  const server = (...words: string[]) => own('server', ...words)
  onTestFinished(() => void server('stop', '--now'))
  return {home, parrot: own, server, records: join(home, '.local/state/parrot')}
}

test('of two homes that share a place, one has the server; the other says whose it is and leaves it alone', () => {
  const {home: runtime} = newHome()
  const [mine, other] = [homeIn(runtime), homeIn(runtime)]
  expect(mine.server('start').status).toBe(0)
  const pid = Number(readFileSync(join(runtime, 'parrot-mcp/mcp.pid'), 'utf8'))
  const told = `has this place, ${runtime}/parrot-mcp: PID ${pid}, whose records are in ${mine.records}. It is left alone.\n→ Work with it from its home: HOME=${mine.home} parrot server status. A`

  for (const words of [['start'], ['start', '--foreground'], ['restart'], ['reload']])
    expect(other.server(...words), words.join(' ')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining(told),
    })
  expect(other.server('status')).toEqual({
    status: 3,
    stdout: 'No server of this home runs.\n',
    stderr: expect.stringContaining(told),
  })
  for (const words of [['stop'], ['stop', '--now']])
    expect(other.server(...words)).toMatchObject({
      status: 0,
      stdout: 'No server of this home runs.\n',
      stderr: expect.stringContaining(told),
    })
  expect(other.parrot('config', 'reload').stderr).toContain(told)
  expect(other.parrot('--lang', 'de', 'server', 'status').stderr).toContain(mine.records)

  expect(lives(pid)).toBe(true)
  expect(mine.server('status')).toMatchObject({status: 0, stdout: expect.stringContaining(`PID ${pid}.`)})
  expect(mine.server('reload')).toMatchObject({status: 0, stderr: ''})
  expect(mine.server('stop')).toMatchObject({status: 0, stderr: ''})
  expect(lives(pid)).toBe(false)
  expect(other.server('start')).toMatchObject({status: 0, stderr: ''})
})

test('each PARROT_HOME has a place of its own', () => {
  const {home: runtime} = newHome()
  for (const {home} of [newHome(), newHome()]) {
    const server = (...words: string[]) => parrot(home, ['server', ...words], {XDG_RUNTIME_DIR: runtime})
    onTestFinished(() => void server('stop', '--now'))
    expect(server('start')).toMatchObject({status: 0, stderr: ''})
    expect(existsSync(join(home, 'state/run/mcp.pid'))).toBe(true)
  }
  expect(existsSync(join(runtime, 'parrot-mcp'))).toBe(false)
})
