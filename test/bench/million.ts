import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {EventFilter} from '../../src/events/journal.ts'
import {verify} from '../../src/events/verify.ts'
import {open, placeIn} from '../events/place.ts'
import {fill} from './journal/fill.ts'
import {ms, print, spread, timesOf} from './journal/measure.ts'

/** A journal of a million events, or of so many: `node test/bench/million.ts 1000000`. Takes minutes and about 600 MB. */
const count = Number(process.argv[2] ?? 1_000_000)
const folder = mkdtempSync(join(tmpdir(), 'parrot-bench-million-'))
try {
  const place = placeIn(folder)
  fill(place, count)
  const journal = open(place)
  const since = 1.75e12 + count * 1000 - 3_600_000
  const filters: readonly (readonly [string, EventFilter])[] = [
    ['--since 1h', {since}],
    ['--since 1h --type CALL_FINISHED', {since, types: ['CALL_FINISHED']}],
    ['--since 1h --plugin', {since, plugin: 'tool-3'}],
    ['--limit 50 --type', {types: ['CALL_FINISHED'], limit: 50}],
  ]
  for (const [name, filter] of filters) {
    const found = [...journal.read(filter)].length
    const times = timesOf(9, () => [...journal.read(filter)].length)
    print(
      `list ${name} of ${count}: ${found} in ${ms(times)}${name === '--since 1h' ? ' (wanted ≤ 100)' : ''}`,
    )
  }
  print(
    `stats --since 1h: ${ms(timesOf(5, () => journal.stats({since})))}, of all: ${ms(timesOf(2, () => journal.stats({})))}`,
  )
  await verifying(5)
  const start = performance.now()
  const needed = Math.floor(count / 2)
  journal.cut(journal.planCut({since: Date.parse('2100-01-01T00:00:00Z'), needed}), {by: 'bench'})
  const cut = performance.now()
  const freed = await journal.sweep(new AbortController().signal)
  print(
    `${needed} events cut away in ${(cut - start).toFixed(0)} ms, ${(freed / 1024 ** 2).toFixed(0)} MiB given back beside writers in ${((performance.now() - cut) / 1000).toFixed(1)} s`,
  )
  journal.close()

  async function verifying(rounds: number): Promise<void> {
    const rates: number[] = []
    for (let round = 0; round < rounds; round++) {
      const before = performance.now()
      const {ok, events} = await verify({file: place.file, key: place.key, sinks: []})
      if (!ok || events !== count) throw new Error('not verified')
      rates.push((events / (performance.now() - before)) * 1000)
    }
    print(`audit verify of ${count}: ${spread(rates, 0)} events/s (wanted ≥ 200000)`)
  }
} finally {
  rmSync(folder, {recursive: true, force: true})
}
