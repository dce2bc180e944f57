import type {ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {expect, test} from 'vitest'
import {emptyHome, enabledPlugin} from './fixtures.ts'
import {startParrot} from './program.ts'

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

test('a second Ctrl-C does not wait for a plugin that will not go', async () => {
  const home = emptyHome()
  enabledPlugin(
    home,
    {name: 'stays'},
    'trap "echo asked >&2" TERM; echo running >&2; while :; do sleep 0.1; done',
  )
  const child = startParrot(home, ['stays', '--json'])
  const [out, ended] = [stdoutOf(child), once(child, 'close')]
  await running(child)
  child.kill('SIGINT')
  child.kill('SIGTERM')
  const [status] = await ended
  expect({status, out: await out}).toEqual({status: 130, out: ''})
})

test('events tail shows what others do, ends with Ctrl-C and when nobody reads any more', async () => {
  const home = emptyHome()
  const {parrot} = await import('./program.ts')
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
