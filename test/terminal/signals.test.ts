import type {ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {globSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test, vi} from 'vitest'
import {put} from '../home.ts'
import {emptyHome, enabledPlugin} from './fixtures.ts'
import {parrot, startParrot} from './program.ts'

/** Resolves when the plugin has said that it runs. */
async function running(child: ChildProcess, what = 'running'): Promise<void> {
  let said = ''
  for await (const chunk of child.stderr ?? []) {
    said += String(chunk)
    if (said.includes(what)) return
  }
  throw new Error(`it ended before it said ${what}: ${said}`)
}

async function stdoutOf(child: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of child.stdout ?? []) text += String(chunk)
  return text
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s takes the call back: cancelled, 130, as JSON',
  async (signal) => {
    const home = emptyHome()
    enabledPlugin(home, {name: 'forever'}, 'echo running >&2; while :; do sleep 1; done')
    const child = startParrot(home, ['forever', '--json'])
    const [out, ended] = [stdoutOf(child), once(child, 'close')]
    await running(child)
    child.kill(signal)
    const [status] = await ended
    expect({status, ...(JSON.parse(await out) as object)}).toMatchObject({
      status: 130,
      outcome: 'cancelled',
      tool: 'forever',
    })
  },
)

test('of a plugin that will not go it is said that it was asked, and what comes', async () => {
  const home = emptyHome()
  put(join(home, 'config/config.json'), {limits: {graceMs: 2000}})
  enabledPlugin(home, {name: 'stays'}, 'trap "" INT TERM; echo running >&2; while :; do sleep 0.1; done')
  const child = startParrot(home, ['stays'])
  const [said, ended] = [stderrFrom(child), once(child, 'close')]
  await said.seen('running')
  child.kill('SIGINT')
  await said.seen('stays was asked to end; what is not gone in 2 s is killed.\n→ Ctrl-C once more')
  expect(child.exitCode).toBeNull()
  expect((await ended)[0]).toBe(130)

  // Long enough for a second signal, however slow the machine is.
  put(join(home, 'config/config.json'), {limits: {graceMs: 30_000}})
  const german = startParrot(home, ['--lang', 'de', 'stays'])
  const [auf, gone] = [stderrFrom(german), once(german, 'close')]
  await auf.seen('running')
  german.kill('SIGINT')
  await auf.seen('was in 30 s noch da ist, wird beendet.')
  expect(runsIn(home)).not.toEqual([])
  german.kill('SIGINT')
  expect((await gone)[0]).toBe(130)
  expect(auf.text()).toContain('Es wird nicht länger gewartet')
  // With the lifeline of the sandbox goes the plugin, at once.
  await vi.waitFor(() => expect(runsIn(home)).toEqual([]), {timeout: 10_000})
})

test('a second Ctrl-C does not wait for a plugin that will not go', async () => {
  const home = emptyHome()
  enabledPlugin(
    home,
    {name: 'stays'},
    'trap "echo asked >&2" TERM; echo running >&2; while :; do sleep 0.1; done',
  )
  const child = startParrot(home, ['stays', '--json'])
  const [out, said, ended] = [stdoutOf(child), stderrFrom(child), once(child, 'close')]
  await said.seen('running')
  child.kill('SIGINT')
  child.kill('SIGTERM')
  const [status] = await ended
  expect({status, out: await out}).toEqual({status: 130, out: ''})
  expect(said.text()).toContain(
    'Error: Not waited for any longer; how it ends is not known here.\n→ See what',
  )
})

test('what a plugin that was taken back had to show is said to be no more than that', async () => {
  const home = emptyHome()
  enabledPlugin(
    home,
    {name: 'partly'},
    'trap "echo looks whole; exit 0" TERM; echo running >&2; while :; do sleep 0.1; done',
  )
  const child = startParrot(home, ['partly'])
  const [out, err, ended] = [stdoutOf(child), stderrFrom(child), once(child, 'close')]
  await err.seen('running')
  child.kill('SIGINT')
  expect([(await ended)[0], await out]).toEqual([130, 'looks whole\n'])
  expect(err.text()).toContain(
    'Error: partly was stopped at your word.\n! What is shown is what there was until then',
  )
})

test('whoever stops the update of one plugin stops those that would come after it', async () => {
  const {oneByOne} = await import('../../src/terminal/commands/plugin/update.ts')
  const asked: string[] = []
  const results = await oneByOne(['a', 'b', 'c', 'd'], async (name) => {
    asked.push(name)
    return {call: '', tool: name, outcome: name === 'b' ? 'cancelled' : 'ok', problems: [], ms: 0}
  })
  expect(asked).toEqual(['a', 'b'])
  expect(results.at(-1)?.problems).toEqual([{code: 'update_stopped', params: {left: 'c, d'}}])
})

/** Processes of this machine that stand under the name of a call of this home's journal. */
function runsIn(home: string): readonly string[] {
  const calls = parrot(home, ['events', 'list', '--json']).stdout.match(/"call":"[^"]+/g) ?? []
  const names = new Set(calls.map((call) => `parrot:${call.slice('"call":"'.length)}`))
  const lines = globSync('/proc/[0-9]*/cmdline').map((file) => {
    try {
      return readFileSync(file, 'utf8')
    } catch {
      return ''
    }
  })
  return lines.filter((line) => line.split('\0').some((word) => names.has(word)))
}

/** What is said on stderr, from now on. */
function stderrFrom(child: ChildProcess) {
  let text = ''
  child.stderr?.setEncoding('utf8').on('data', (more: string) => (text += more))
  return {
    text: () => text,
    seen: async (what: string) => {
      while (!text.includes(what)) await once(child.stderr ?? child, 'data')
    },
  }
}

test('events tail shows what others do, ends with Ctrl-C and when nobody reads any more', async () => {
  const home = emptyHome()
  parrot(home, ['nothing_1'])
  const child = startParrot(home, ['events', 'tail', '--type', 'CALL_FINISHED', '--json'])
  const lines = child.stdout.setEncoding('utf8').iterator({destroyOnReturn: false})
  expect(JSON.parse(String((await lines.next()).value))).toMatchObject({payload: {tool: 'nothing_1'}})
  parrot(home, ['nothing_2'])
  expect(JSON.parse(String((await lines.next()).value))).toMatchObject({payload: {tool: 'nothing_2'}})
  const ended = once(child, 'close')
  child.kill('SIGINT')
  child.stdout.resume()
  expect((await ended)[0]).toBe(130)

  const unread = startParrot(home, ['events', 'tail'])
  await once(unread.stdout, 'data')
  const gone = once(unread, 'exit')
  unread.stdout.destroy()
  parrot(home, ['nothing_3'])
  expect((await gone)[0]).toBe(0)
})
