import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {expect, test} from 'vitest'
import {carrying, endAll} from './machine.ts'
import {describeForUsers, type Place} from './runs.ts'

/** The same program without a sandbox, told to end as a caller would tell it; what of it is still there afterwards. */
async function leftOpenly(place: Place, plugin: string): Promise<string[]> {
  const marker = `openly-${Math.random()}`
  const {dir, entry} = place.job(plugin)
  const child = spawn(`${dir}/${entry}`, {
    ...place.owner,
    env: {PATH: '/usr/bin:/bin', PARROT_CALL_ID: marker},
  })
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  await new Promise((resolve) => setTimeout(resolve, 100))
  const left = carrying(marker)
  endAll(marker)
  return left
}

describeForUsers('how a run ends', (place) => {
  const marked = (plugin: string, limits = {}, more = {}) => {
    const job = place.job(plugin, {limits, ...more})
    return {...job, env: {PARROT_CALL_ID: job.call}}
  }

  test('a plugin that goes on past its time, with others in sessions of their own', async () => {
    expect((await leftOpenly(place, 'forever')).length).toBeGreaterThan(0)
    const job = marked('forever', {timeoutMs: 2000, graceMs: 5000})
    const ended = await place.run(job)
    expect(ended).toMatchObject({level: 'enforced', because: 'timed_out', stdout: 'waiting\n', killed: false})
    expect(carrying(job.call)).toEqual([])
  })

  test('a plugin that ignores SIGTERM', async () => {
    expect((await leftOpenly(place, 'ignores_sigterm')).length).toBeGreaterThan(0)
    const job = marked('ignores_sigterm', {timeoutMs: 2000, graceMs: 100})
    const ended = await place.run(job)
    expect(ended).toMatchObject({
      because: 'timed_out',
      killed: true,
      code: null,
      signal: 'SIGKILL',
      stdout: 'waiting\n',
    })
    expect(carrying(job.call)).toEqual([])
  })

  test('a plugin that is asked to end may clean up within the grace period', async () => {
    const ended = await place.run(place.job('obeys_sigterm', {limits: {timeoutMs: 2000, graceMs: 5000}}))
    expect(ended).toMatchObject({because: 'timed_out', killed: false, code: 9, stdout: 'waiting\ncleaned\n'})
  })

  test('a flood on stdout ends the run, and no more than the limit is kept', async () => {
    const ended = await place.run(place.job('floods_stdout', {limits: {outputBytes: 10_000}}))
    expect(ended).toMatchObject({because: 'output_limit', level: 'enforced'})
    expect(ended.stdout).toHaveLength(10_000)
  })

  test('a flood on stderr does not end it, and no more than the limit is kept or told', async () => {
    const ended = await place.run(place.job('floods_stderr', {limits: {outputBytes: 10_000}}))
    expect(ended).toMatchObject({because: 'exited', code: 0, stdout: 'done\n'})
    expect(ended.stderr).toHaveLength(10_000)
    expect(ended.log).toEqual(Array.from({length: 100}, () => 'x'.repeat(99)))
  })

  test('its own status, and the lines of its log', async () => {
    const ended = await place.run(place.job('fails_with_3'))
    expect(ended).toMatchObject({
      because: 'exited',
      code: 3,
      signal: null,
      stderr: 'error: as asked\n',
      log: ['error: as asked'],
    })
  })

  test('a signal of its own making is the status that a shell would give', async () => {
    expect(await place.run(place.job('kills_itself'))).toMatchObject({
      because: 'exited',
      code: 139,
      signal: null,
      killed: false,
    })
  })

  test('it may end its own process group, and interrupt what it started, as scripts do', async () => {
    expect(await place.run(place.job('cleans_up_its_group'))).toMatchObject({
      because: 'exited',
      stdout: 'done\n',
    })
    expect(await place.run(place.job('interrupts_a_child'))).toMatchObject({
      code: 0,
      stdout: 'ended with 130\n',
    })
  })

  test('its standard streams can be opened by name', async () => {
    const ended = await place.run(place.job('uses_standard_streams', {stdin: '{"a": 1}'}))
    expect(ended).toMatchObject({code: 0, stdout: 'got {"a": 1}\n', stderr: 'warn: by name\n'})
  })

  test('a document larger than a pipe, and one that nobody reads', async () => {
    const stdin = 'x'.repeat(1024 ** 2 - 10)
    const read = await place.run(
      place.job('uses_standard_streams', {stdin, limits: {outputBytes: 2 * 1024 ** 2}}),
    )
    expect(read.stdout).toBe(`got ${stdin}\n`)
    expect(await place.run(place.job('fails_with_3', {stdin}))).toMatchObject({code: 3})
  })

  test('progress, and no nonsense', async () => {
    const ended = await place.run(place.job('reports_progress'))
    expect(ended).toMatchObject({code: 0, progress: [{progress: 0.25, message: 'a quarter'}, {progress: 1}]})
  })
})
