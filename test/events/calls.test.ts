import {expect, test} from 'vitest'
import {start} from './program.ts'
import {appendAll, callOf, draft, open, type Place} from './place.ts'
import {check, tamper, tempPlace} from './temp-journal.ts'

const requestedBy = async (place: Place, call: string) => {
  const program = start('caller.ts', place.folder, call)
  expect(await program.line()).toBe('requested')
  return program
}

const kill = async (program: ReturnType<typeof start>) => {
  program.child.kill('SIGKILL')
  await program.ended
}

const ends = (journal: ReturnType<typeof open>) =>
  [...journal.read({types: ['CALL_FINISHED']})].map(({payload}) => [payload['call'], payload['outcome']])

test('a call whose process is dead is finished as unknown_outcome, with all that is known of it', async () => {
  const place = tempPlace()
  await kill(await requestedBy(place, 'lost'))
  const journal = open(place)
  expect(journal.openCalls()).toMatchObject([{call: 'lost', sequence: 1}])
  expect(journal.closeDead()).toMatchObject([
    {
      event_type: 'CALL_FINISHED',
      payload: {
        call: 'lost',
        tool: 'backup',
        plugin: 'backup',
        who: 'bert',
        door: 'clock',
        outcome: 'unknown_outcome',
      },
      metadata: {correlation_id: 'lost'},
    },
  ])
  expect([journal.openCalls(), journal.closeDead()]).toEqual([[], []])
  journal.close()
  expect(await check(place)).toMatchObject({ok: true, events: 2})
})

test('a call that another process still runs is left to it', async () => {
  const place = tempPlace()
  const [alive, dead] = await Promise.all([requestedBy(place, 'alive'), requestedBy(place, 'dead')])
  await kill(dead)
  const journal = open(place)
  expect(journal.closeDead()).toHaveLength(1)
  expect(ends(journal)).toEqual([['dead', 'unknown_outcome']])
  expect(journal.openCalls()).toMatchObject([{call: 'alive', process: {pid: alive.child.pid}}])
  journal.close()
})

test('a call of this very process is not closed', async () => {
  const journal = open(tempPlace())
  await journal.append(draft('CALL_REQUESTED', {call: 'mine'}))
  expect(journal.closeDead()).toEqual([])
  journal.close()
})

test('a process that got the pid of a dead one does not keep its call open', async () => {
  const place = tempPlace()
  const journal = open(place)
  await journal.append(draft('CALL_REQUESTED', {call: 'old'}))
  journal.close()
  tamper(place, (db) => db.exec(`UPDATE open_calls SET process = json_set(process, '$.startTime', '1')`))
  const again = open(place)
  expect(again.closeDead()).toMatchObject([{payload: {call: 'old'}}])
  again.close()
})

test('two that start at once close a dead call exactly once', async () => {
  for (let round = 0; round < 3; round++) {
    const place = tempPlace()
    await Promise.all(['a', 'b', 'c'].map(async (call) => kill(await requestedBy(place, call))))
    const closers = Array.from({length: 2}, () => start('closer.ts', place.folder))
    for (const closer of closers) expect(await closer.line()).toBe('ready')
    for (const closer of closers) closer.child.stdin?.write('go\n')
    const closed = await Promise.all(closers.map(async (closer) => Number(await closer.line())))
    await Promise.all(closers.map(({ended}) => ended))
    expect((closed[0] ?? 0) + (closed[1] ?? 0)).toBe(3)
    const journal = open(place)
    expect(new Set(ends(journal).map(([call]) => call))).toEqual(new Set(['a', 'b', 'c']))
    journal.close()
    expect(await check(place)).toMatchObject({ok: true, events: 6})
  }
})

test('a process that spoilt its record in the list is not taken for dead', async () => {
  const place = tempPlace()
  const journal = open(place)
  await journal.append(draft('CALL_REQUESTED', {call: 'odd'}))
  journal.close()
  tamper(place, (db) => db.exec(`UPDATE open_calls SET process = '{not json'`))
  const again = open(place)
  expect([again.closeDead(), again.openCalls()]).toMatchObject([[], [{call: 'odd', process: undefined}]])
  again.close()
})

test('a request cannot claim another process than its own', async () => {
  const journal = open(tempPlace())
  const {payload} = await journal.append(draft('CALL_REQUESTED', {call: 'x', process: {pid: 1}}))
  expect(payload['process']).toMatchObject({pid: process.pid})
  journal.close()
})

test('the last run of a tool, and the last with an outcome', async () => {
  const place = tempPlace()
  let clock = 0
  const journal = open(place, {now: () => (clock += 1000)})
  expect(journal.lastRun('backup')).toBeUndefined()
  await appendAll(journal, [...callOf('1', 'backup'), ...callOf('2', 'hello')])
  await journal.append(draft('CALL_FINISHED', {call: '3', tool: 'backup', outcome: 'failed'}))
  expect(journal.lastRun('backup')).toEqual({at: 7000, outcome: 'failed', sequence: 7})
  expect(journal.lastRun('backup', ['ok'])).toEqual({at: 3000, outcome: 'ok', sequence: 3})
  expect(journal.lastRun('backup', ['timed_out'])).toBeUndefined()
  expect(journal.lastRun("x' OR 1")).toBeUndefined()
  journal.close()
})

test('neither a dry run nor a call that was turned away is a run', async () => {
  const journal = open(tempPlace())
  const ended = (outcome: string, more: object = {}) =>
    journal.append(draft('CALL_FINISHED', {call: 'x', tool: 'backup', outcome, ...more}))
  for (const refused of ['unknown', 'denied', 'needs_approval', 'rate_limited', 'invalid_input'])
    await ended(refused)
  await ended('ok', {dry_run: true})
  expect([journal.lastRun('backup'), journal.lastRun('backup', ['ok'])]).toEqual([undefined, undefined])
  const {sequence} = await ended('ok')
  await ended('failed', {dry_run: true})
  await ended('denied')
  expect(journal.lastRun('backup')).toMatchObject({outcome: 'ok', sequence})
  journal.close()
})

test('a dry run that was killed ends as one', async () => {
  const place = tempPlace()
  const journal = open(place)
  await journal.append(draft('CALL_REQUESTED', {call: 'dry', tool: 'backup', dry_run: true}))
  journal.close()
  tamper(place, (db) => db.exec(`UPDATE open_calls SET process = json_set(process, '$.startTime', '1')`))
  const again = open(place)
  expect(again.closeDead()).toMatchObject([{payload: {outcome: 'unknown_outcome', dry_run: true}}])
  expect(again.lastRun('backup')).toBeUndefined()
  again.close()
})
