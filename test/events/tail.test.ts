import {expect, test} from 'vitest'
import type {EventFilter, StoredEvent} from '../../src/events/journal.ts'
import {signOfLife} from '../../src/events/sign-of-life.ts'
import {tail} from '../../src/events/tail.ts'
import {appendAll, callOf, draft, open} from './place.ts'
import {start} from './program.ts'
import {tempPlace, written} from './temp-journal.ts'

const take = async (events: AsyncIterable<StoredEvent>, count: number) => {
  const taken: number[] = []
  for await (const {sequence} of events) {
    taken.push(sequence)
    if (taken.length === count) break
  }
  return taken
}

test('events of another process come as they are written', async () => {
  const place = tempPlace()
  const journal = open(place)
  const tailed = take(journal.tail({}, new AbortController().signal), 50)
  start('writer.ts', place.folder, '50')
  expect(await tailed).toEqual(Array.from({length: 50}, (_, at) => at + 1))
  journal.close()
})

test('only what matches comes, from the events after a number, the newest so many, or from now on', async () => {
  const {place} = await written()
  const journal = open(place)
  const signal = new AbortController().signal
  const filter = {types: ['CALL_FINISHED']}
  const [after, newest, fromNow] = [{...filter, after: 5}, {...filter, limit: 1}, filter].map((one) =>
    take(journal.tail(one, signal), 2),
  )
  await appendAll(journal, [...callOf('x'), ...callOf('y')])
  expect([await after, await newest, await fromNow]).toEqual([
    [7, 11],
    [11, 15],
    [15, 18],
  ])
  journal.close()
})

test('it ends with the signal: before it began, while it waits, and between two events', async () => {
  const {place} = await written()
  const journal = open(place)
  expect(await take(journal.tail({after: 0}, AbortSignal.abort()), 9)).toEqual([])

  const waiting = new AbortController()
  const tailed = take(journal.tail({}, waiting.signal), 9)
  setTimeout(() => waiting.abort(), 30)
  expect(await tailed).toEqual([])

  const between = new AbortController()
  const seen: number[] = []
  for await (const {sequence} of journal.tail({after: 0}, between.signal)) {
    seen.push(sequence)
    if (sequence === 3) between.abort()
  }
  expect(seen).toEqual([1, 2, 3])
  journal.close()
})

test('silence is waited out, not looked at again and again', async () => {
  const place = tempPlace()
  const journal = open(place)
  let looks = 0
  const source = {
    file: place.file,
    newest: () => 0,
    read: (filter: EventFilter) => (looks++, journal.read(filter)),
  }
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 1_200)
  expect(await take(tail(source, {}, controller.signal), 1)).toEqual([])
  expect(looks).toBeLessThan(15)
  journal.close()
})

test('a change is told once, also where the file is made anew; without one the time runs out', async () => {
  const place = tempPlace()
  const {file} = place
  open(place).close()
  const life = signOfLife(`${file}-wal`, new AbortController().signal)
  expect(await life.within(5)).toBe(false)
  const journal = open(place)
  await journal.append(draft())
  expect(await life.within(60_000)).toBe(true)
  life.close()
  const none = signOfLife('/nowhere/at-all', new AbortController().signal)
  expect(await none.within(5)).toBe(false)
  none.close()
  journal.close()
})
