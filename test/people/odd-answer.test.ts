import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {createServer, type Socket} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {text} from 'node:stream/consumers'
import {expect, onTestFinished, test} from 'vitest'
import {speech} from '../../src/people/messages.ts'
import {newHome} from '../home.ts'
import {bin, environment} from '../terminal/program.ts'

const acts = '\u001b]0;owned\u0007\u001b[31m\u202e'
const operator = {name: acts, roles: [acts], evidence: acts}
const hello = {speech, version: acts, operator, warnings: [], leftOut: [], plugins: [], standing: {}}

/** A server that was taken over: it answers any call with this output. */
async function takenOver(output: unknown, result: object = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-odd-'))
  const path = join(folder, 'people.sock')
  const server = createServer((client) => attend(client)).listen(path)
  await once(server, 'listening')
  onTestFinished(() => void server.close(() => rmSync(folder, {recursive: true})))
  return path

  function attend(client: Socket): void {
    const say = (message: object) => client.write(`${JSON.stringify(message)}\n`)
    say({hello})
    client.on('error', () => {})
    createInterface({input: client}).on('line', (line) => {
      if (line.startsWith('{"call"')) return say({want: 'input'})
      const usual = {call: acts, tool: 'x', outcome: 'ok', problems: [], ms: 1}
      return say({result: {...usual, output, ...result}, lists: []})
    })
  }
}

async function parrotOf(path: string, args: readonly string[]) {
  const {home} = newHome()
  const {PARROT_HOME: _, ...env} = environment(home, {PARROT_SYSTEM: path})
  const child = spawn(process.execPath, [bin, ...args], {env, cwd: home})
  child.stdin.end()
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return {home, status: child.exitCode, stdout, stderr}
}

test('nothing of an export acts on the terminal that it gets to, and it is the same JSON', async () => {
  const event = JSON.stringify({payload: 'caf\u00e9 \u009b31m \u202e'})
  const path = await takenOver({lines: [acts, event]})
  const {status, stdout} = await parrotOf(path, ['audit', 'export'])
  expect(status).toBe(0)
  expect(stdout).toMatch(/^[\n -~\u00e9]*$/)
  expect(JSON.parse(stdout.split('\n')[1] ?? '')).toEqual(JSON.parse(event))
  const {home} = await parrotOf(path, ['audit', 'export', '--output', 'journal.jsonl'])
  expect(readFileSync(join(home, 'journal.jsonl'), 'utf8')).toBe(stdout)
})

test.each([
  ['audit export', {lines: 7}],
  ['audit export', {lines: [[acts]]}],
  ['audit export', null],
  ['whoami', {name: 7, roles: acts}],
  ['user list', {users: {}}],
  ['plugin list', []],
  ['events list', {events: 7}],
  ['doctor', {checks: acts}],
])('what does not fit is said to be the server’s: %s', async (words, output) => {
  const path = await takenOver(output)
  const {status, stdout, stderr} = await parrotOf(path, words.split(' '))
  expect(stderr).toContain(
    `What the server of this machine (${path}) answered is not what this Parrot understands`,
  )
  expect(stderr + stdout).not.toMatch(/Parrot itself failed|(?![\n])[\p{Cc}\u202e]/u)
  expect(status).toBe(70)
})

test.each(['__proto__', 'fine'])('nor is an outcome that there is not: %s', async (outcome) => {
  const path = await takenOver({lines: []}, {outcome})
  expect(await parrotOf(path, ['audit', 'export'])).toMatchObject({
    status: 70,
    stderr: expect.stringContaining('is not what this Parrot understands'),
  })
})
