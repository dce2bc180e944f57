import {execFileSync} from 'node:child_process'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {needs} from '../needs.ts'
import {describeForUsers} from './runs.ts'

const MiB = 1024 ** 2

describeForUsers('what a plugin may use up', (place) => {
  test('disk: no place that it may write holds more than its limit', async () => {
    const outside = await place.openly('fills_disk', {PARROT_INPUT_PLACES: place.make('disk')})
    expect(outside.stdout).toContain(` ${64 * MiB}\n`)
    const env = {PARROT_INPUT_PLACES: '/tmp /data /dev/shm / /plugin /dev /usr /proc'}
    const inside = await place.run(place.job('fills_disk', {env, limits: {diskBytes: 4 * MiB}}))
    const sizes = new Map(
      inside.stdout
        .trim()
        .split('\n')
        .map((line) => line.split(' ') as [string, string]),
    )
    expect(inside.level).toBe('enforced')
    for (const path of ['/tmp', '/data', '/dev/shm']) {
      expect(Number(sizes.get(path))).toBeGreaterThan(3 * MiB)
      expect(Number(sizes.get(path))).toBeLessThanOrEqual(4 * MiB)
    }
    for (const path of ['/', '/plugin', '/dev', '/usr', '/proc']) expect(sizes.get(path)).toBe('none')
  })

  test('disk: a file in the folder that is kept is no larger than the limit', async () => {
    const env = {PARROT_INPUT_PLACES: '/data'}
    const inside = await place.run(
      place.job('fills_disk', {env, data: place.make('kept'), limits: {diskBytes: 4 * MiB}}),
    )
    expect(inside.stdout).toBe(`/data ${4 * MiB}\n`)
  })

  test('disk: a plugin that only reads can keep nothing', async () => {
    const env = {PARROT_INPUT_PLACES: '/data'}
    const inside = await place.run(place.job('fills_disk', {env, readOnly: true}))
    expect(inside.stdout).toBe('/data none\n')
  })

  test('processes: no more than its limit', async () => {
    const env = {PARROT_INPUT_COUNT: '300'}
    expect((await place.openly('forks_many', env)).stdout).toBe('300 running\n')
    const inside = await place.run(place.job('forks_many', {env, limits: {pids: 50}}))
    if (inside.because === 'exited') expect(Number.parseInt(inside.stdout, 10)).toBeLessThanOrEqual(50)
    else expect(inside.because).toBe('process_limit')
  })

  test('memory: one process that takes far more than the limit at once, and one that keeps more', async () => {
    const env = {PARROT_INPUT_PROCESSES: '1', PARROT_INPUT_MEBIBYTES: '1000'}
    expect((await place.openly('takes_memory', env)).stdout).toBe('took 1000\n')
    const atOnce = await place.run(place.job('takes_memory', {env, limits: {memoryBytes: 128 * MiB}}))
    expect(atOnce.stdout).toBe('')
    expect(atOnce.code).not.toBe(0)
    const keeping = {PARROT_INPUT_PROCESSES: '2', PARROT_INPUT_MEBIBYTES: '150'}
    const kept = await place.run(place.job('takes_memory', {env: keeping, limits: {memoryBytes: 128 * MiB}}))
    expect(kept).toMatchObject({because: 'memory_limit'})
  })

  test('memory: many processes that take more than the limit together', async () => {
    const env = {PARROT_INPUT_PROCESSES: '8', PARROT_INPUT_MEBIBYTES: '50'}
    const job = place.job('takes_memory', {env, limits: {memoryBytes: 128 * MiB, timeoutMs: 10_000}})
    expect(await place.run(job)).toMatchObject({because: 'memory_limit'})
    const enough = place.job('takes_memory', {env, limits: {memoryBytes: 600 * MiB, timeoutMs: 10_000}})
    expect(await place.run(enough)).toMatchObject({because: 'timed_out', stdout: 'took 50\n'.repeat(8)})
  })
})

needs('cc', 'apt install gcc libc6-dev')('memory that is hidden', () => {
  describeForUsers('from the watch', (place) => {
    test.each(['plainly', 'leaderless', 'undumpable'])('%s', async (how) => {
      const data = place.make(`hidden-${how}`)
      const job = (mebibytes: number, more: object) =>
        place.job('hides_memory', {
          data,
          env: {
            PARROT_INPUT_HOW: how,
            PARROT_INPUT_PROCESSES: '8',
            PARROT_INPUT_MEBIBYTES: String(mebibytes),
          },
          limits: {memoryBytes: 128 * MiB, ...more},
        })
      const {dir} = job(1, {})
      execFileSync('cc', ['-pthread', '-o', join(data, 'hides-memory'), join(dir, 'hides-memory.c')])
      expect(await place.run(job(1, {}))).toMatchObject({because: 'exited', stdout: 'took it\n'})
      expect(await place.run(job(40, {}))).toMatchObject({because: 'memory_limit', stdout: ''})
    })
  })
})
