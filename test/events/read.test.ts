import {expect, test} from 'vitest'
import {appendAll, callOf, draft, open} from './place.ts'
import {tamper, tempPlace} from './temp-journal.ts'

const filled = async () => {
  const place = tempPlace()
  let clock = 0
  const journal = open(place, {now: () => (clock += 1000)})
  await appendAll(journal, [
    ...callOf('a', 'hello', 'anna'),
    ...callOf('b', 'backup', 'bert'),
    draft('SERVER_STARTED', {who: 5, plugin: {odd: true}}),
    ...callOf('c', 'hello', 'bert'),
  ])
  return {
    place,
    journal,
    numbers: (filter: object) => [...journal.read(filter)].map(({sequence}) => sequence),
  }
}

test('every field of a filter narrows', async () => {
  const {journal, numbers} = await filled()
  expect(numbers({})).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(numbers({types: ['CALL_DECIDED', 'SERVER_STARTED']})).toEqual([2, 5, 7, 9])
  expect(numbers({types: []})).toEqual([])
  expect(numbers({plugin: 'hello'})).toEqual([1, 2, 3, 8, 9, 10])
  expect(numbers({who: 'bert'})).toEqual([4, 5, 6, 8, 9, 10])
  expect(numbers({correlation: 'b'})).toEqual([4, 5, 6])
  expect(numbers({since: 9000})).toEqual([9, 10])
  expect(numbers({after: 8})).toEqual([9, 10])
  expect(numbers({who: 'bert', plugin: 'hello', types: ['CALL_FINISHED'], since: 1, after: 2})).toEqual([10])
  journal.close()
})

test('a limit gives the newest so many, in order', async () => {
  const {journal, numbers} = await filled()
  expect(numbers({limit: 3})).toEqual([8, 9, 10])
  expect(numbers({limit: 2, plugin: 'backup'})).toEqual([5, 6])
  expect(numbers({limit: 100, after: 7})).toEqual([8, 9, 10])
  expect(numbers({limit: 0})).toEqual([])
  expect(numbers({limit: 5, who: 'nobody'})).toEqual([])
  journal.close()
})

test('a value from outside is a value, never SQL', async () => {
  const {journal, numbers} = await filled()
  expect(numbers({who: "bert' OR '1'='1"})).toEqual([])
  expect(numbers({types: ["x') OR TRUE --"]})).toEqual([])
  journal.close()
})

test('a reading is of what was there when it began, and keeps nobody from writing', async () => {
  const {journal} = await filled()
  const seen: number[] = []
  for (const {sequence} of journal.read({})) {
    seen.push(sequence)
    if (sequence < 5) await journal.append(draft())
  }
  expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect([...journal.read({after: 10})]).toHaveLength(4)
  journal.close()
})

test('more events than are asked for at once come whole and in order, also by types', async () => {
  const place = tempPlace()
  open(place).close()
  tamper(place, (db) => {
    const row = db.prepare("INSERT INTO events VALUES (?, ?, '2026', NULL, NULL, 's', 'c', 'h', '{}')")
    db.exec('BEGIN')
    for (let n = 1; n <= 20_500; n++) row.run(n, n % 2 ? 'CALL_DECIDED' : 'ERROR_OCCURRED')
    db.exec('COMMIT')
  })
  const journal = open(place)
  const numbers = (filter: object) => [...journal.read(filter)].map(({sequence}) => sequence)
  const all = Array.from({length: 20_500}, (_, at) => at + 1)
  expect(numbers({})).toEqual(all)
  expect(numbers({types: ['CALL_DECIDED', 'ERROR_OCCURRED']})).toEqual(all)
  expect(numbers({types: ['ERROR_OCCURRED']})).toEqual(all.filter((n) => n % 2 === 0))
  expect(numbers({limit: 15_000})).toEqual(all.slice(-15_000))
  expect(numbers({types: ['ERROR_OCCURRED'], after: 20_000})).toEqual(
    all.slice(20_000).filter((n) => n % 2 === 0),
  )
  expect(numbers({types: ['ERROR_OCCURRED'], since: 0, limit: 3})).toEqual([20_496, 20_498, 20_500])
  journal.close()
})

test('what names a plugin or a user otherwise than by a text is found by no name', async () => {
  const {journal, numbers} = await filled()
  expect([
    numbers({who: '5'}),
    numbers({plugin: '{"odd":true}'}),
    numbers({types: ['SERVER_STARTED']}),
  ]).toEqual([[], [], [7]])
  journal.close()
})

test('a payload that somebody spoilt does not hide the other events', async () => {
  const {place, journal} = await filled()
  journal.close()
  tamper(place, (db) => db.exec("UPDATE events SET payload = '[1]' WHERE sequence = 2"))
  const again = open(place)
  expect([...again.read({})]).toHaveLength(10)
  expect([...again.read({limit: 9})][0]).toMatchObject({payload: {unreadable: '[1]'}})
  again.close()
})
