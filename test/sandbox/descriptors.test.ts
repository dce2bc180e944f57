import {spawn} from 'node:child_process'
import {mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {text} from 'node:stream/consumers'
import {afterAll, expect, test} from 'vitest'
import {needsEngine} from './runs.ts'
import {jobOf} from './jobs.ts'

const here = import.meta.dirname
const folder = mkdtempSync('/tmp/parrot-descriptors-')
afterAll(() => rmSync(folder, {recursive: true, force: true}))

needsEngine('descriptors', () => {
  test('a descriptor that Parrot itself has inherited does not reach the plugin', async () => {
    const secret = join(folder, 'secret')
    writeFileSync(secret, 'leaked')
    const leaked = openSync(secret, 'r')
    const job = jobOf(join(here, '../fixtures/plugins'), 'uses_descriptor')
    const stdio = Array.from({length: 21}, (_, fd) => (fd < 3 ? 'pipe' : fd === 20 ? leaked : 'ignore')) as (
      'pipe' | number
    )[]

    const openly = spawn('/bin/bash', ['-c', `exec '${job.dir}/${job.entry}'`], {stdio})
    expect(await text(openly.stdout as NonNullable<typeof openly.stdout>)).toContain('leaked')

    for (const level of ['enforced', 'bypassed']) {
      mkdirSync(join(folder, level))
      const host = spawn(process.execPath, [join(here, 'driver.ts')], {stdio})
      host.stdin?.end(
        JSON.stringify({
          options: optionsFor(join(folder, level)),
          job: {...job, bypass: level === 'bypassed'},
        }),
      )
      const ended = JSON.parse(await text(host.stdout as NonNullable<typeof host.stdout>)) as {
        level: string
        stdout: string
      }
      expect(ended.level).toBe(level)
      const seen = ended.stdout
        .trim()
        .split('\n')
        .map((line) => line.split(' ') as [string, string, string?])
      const own = seen.filter(([whose]) => whose === 'own').map(([, fd]) => Number(fd))
      // 4 and 255 a Bash opens for itself: the folder that it lists, and its script.
      expect(own.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 255])
      if (level === 'bypassed') continue
      expect(ended.stdout).not.toContain('leaked')
      // Nor is it to be had from another process in there: the shim has it no more than the plugin.
      const foreign = seen.filter(
        ([whose, link]) => whose === 'all' && !/^(pipe|socket|\/dev\/null|\/plugin\/|\/proc\/|$)/.test(link),
      )
      expect(foreign).toEqual([])
    }
  })
})

function optionsFor(place: string): object {
  const uid = process.getuid?.() ?? 0
  return {node: process.execPath, uid, cache: join(place, 'cache'), run: join(place, 'run'), env: {}, own: []}
}
