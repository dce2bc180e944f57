import {copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {create} from '../../../plugins/backup/src/embedded/create.ts'
import {keepers} from '../../../plugins/backup/src/embedded/keepers.ts'
import {prune} from '../../../plugins/backup/src/embedded/prune.ts'
import {randomFrom} from '../../scripts/random.ts'
import {newPlace} from './place.ts'

const day = 86_400_000
const now = Date.UTC(2026, 10, 26, 12)
const daily = (count: number) => Array.from({length: count}, (_, n) => ({archive: `${n}`, at: now - n * day}))
const names = (kept: ReturnType<typeof keepers>) => kept.map(({archive}) => Number(archive))

describe('what is kept', () => {
  test('the last of so many days, weeks and months', () => {
    const all = daily(800)
    const kept = keepers(all, {daily: 7, weekly: 4, monthly: 3, days: 0}, now)
    // 26 November 2026 is a Thursday: Sundays are 4, 11, 18 days back; the last of October is 26 days back.
    expect(names(kept)).toEqual([0, 1, 2, 3, 4, 5, 6, 11, 18, 26, 57])
    expect(kept[0]?.because).toEqual(['newest', 'daily', 'weekly', 'monthly'])
  })

  test('a day without an archive does not count', () => {
    const gaps = [0, 3, 9, 30].map((n) => ({archive: `${n}`, at: now - n * day}))
    expect(names(keepers(gaps, {daily: 3, weekly: 0, monthly: 0, days: 0}, now))).toEqual([0, 3, 9])
  })

  test('nothing that is too old, but the newest of all however old it is', () => {
    expect(names(keepers(daily(800), {daily: 7, weekly: 4, monthly: 3, days: 10}, now))).toEqual([
      0, 1, 2, 3, 4, 5, 6,
    ])
    const old = [
      {archive: '1', at: now - 400 * day},
      {archive: '2', at: now - 500 * day},
    ]
    expect(names(keepers(old, {daily: 7, weekly: 4, monthly: 3, days: 10}, now))).toEqual([1])
    expect(names(keepers(daily(20), {daily: 0, weekly: 0, monthly: 0, days: 3}, now))).toEqual([0, 1, 2, 3])
    expect(names(keepers(daily(20), {daily: 0, weekly: 0, monthly: 0, days: 0}, now)).length).toBe(20)
  })

  test('pruned every day or once in the end, the same stays', () => {
    const random = randomFrom(7)
    const options = {daily: 5, weekly: 4, monthly: 6, days: 0}
    let every: {archive: string; at: number}[] = []
    const all: {archive: string; at: number}[] = []
    for (let n = 0; n < 400; n++) {
      const at = now - (400 - n) * day + random() * day * 0.9
      for (const list of [every, all]) list.push({archive: `${n}`, at})
      const kept = new Set(keepers(every, options, at).map(({archive}) => archive))
      every = every.filter(({archive}) => kept.has(archive))
    }
    expect(every.map(({archive}) => Number(archive)).sort((a, b) => b - a)).toEqual(
      names(keepers(all, options, now)),
    )
  })
})

describe('prune', () => {
  const rules = {daily: 2, weekly: 0, monthly: 0, days: 0}

  async function placeWith(days: number) {
    const place = newPlace()
    place.put('x', Buffer.from(Array.from({length: 5000}, () => Math.random() * 256)))
    for (let n = days - 1; n >= 0; n--) await create({...place.job, now: () => now - n * day}, place.options)
    const there = () =>
      readdirSync(place.dir)
        .filter((name) => name.startsWith('backup-'))
        .map((name) => name.slice(7, 15))
    return {...place, there, job: {...place.job, now: () => now}}
  }

  test('removes what nothing keeps, says what a dry run would, and does no more the second time', async () => {
    const {job, there} = await placeWith(5)
    const dry = await prune({...job, dryRun: true}, rules)
    expect([dry.removed.length, there().length]).toEqual([3, 5])
    const pruned = await prune(job, rules)
    expect(pruned.removed).toEqual(dry.removed)
    expect(there()).toEqual(['20261125', '20261126'])
    expect(await prune(job, rules)).toMatchObject({removed: [], freedBytes: 0})
  })

  test('removes nothing where all that would stay is damaged inside', async () => {
    const {job, dir, there} = await placeWith(3)
    for (const name of ['backup-20261125T120000000Z.tar.zst', 'backup-20261126T120000000Z.tar.zst']) {
      const bytes = readFileSync(join(dir, name))
      bytes[1500] = (bytes[1500] ?? 0) ^ 1
      writeFileSync(join(dir, name), bytes)
    }
    expect(await prune(job, rules)).toMatchObject({
      removed: [],
      refused: expect.stringContaining('nothing was removed'),
    })
    expect(there().length).toBe(3)
  })

  test('a dry run comes to the same verdict, and both say what to do', async () => {
    const {job, dir, there} = await placeWith(3)
    const newest = join(dir, 'backup-20261126T120000000Z.tar.zst')
    const bytes = readFileSync(newest)
    bytes[1500] = (bytes[1500] ?? 0) ^ 1
    writeFileSync(newest, bytes)
    const one = {...rules, daily: 1}
    const dry = await prune({...job, dryRun: true}, one)
    const real = await prune(job, one)
    expect(dry).toEqual({...real, refused: real.refused.replace('was removed', 'would be removed')})
    for (const {refused, removed, freedBytes} of [dry, real]) {
      expect(refused).toMatch(/^none of the archives that would stay is good; .*parrot backup create;/)
      expect([removed, freedBytes]).toEqual([[], 0])
    }
    expect(there().length).toBe(3)
  })

  test('neither counts nor removes one that is damaged', async () => {
    const {job, dir, there} = await placeWith(4)
    truncateSync(join(dir, 'backup-20261126T120000000Z.tar.zst'), 500)
    const {removed, damaged, kept} = await prune(job, rules)
    expect([removed.length, damaged, kept.length]).toEqual([1, ['backup-20261126T120000000Z.tar.zst'], 2])
    expect(there()).toEqual(['20261124', '20261125', '20261126'])
  })

  test('leaves alone what is no archive', async () => {
    const {job, dir} = await placeWith(3)
    const own = ['backup-20200101.tar.zst', 'photos.tar.zst', 'backup-20200101T000000000Z.tar.zst.bak']
    for (const name of own) copyFileSync(join(dir, 'backup-20261124T120000000Z.tar.zst'), join(dir, name))
    await prune(job, rules)
    expect(own.every((name) => readdirSync(dir).includes(name))).toBe(true)
  })
})
