import {execFileSync, spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {DatabaseSync} from 'node:sqlite'
import type {EventFilter} from '../../src/events/journal.ts'
import {redactor} from '../../src/events/redact.ts'
import {fileSink} from '../../src/events/sink.ts'
import {verify} from '../../src/events/verify.ts'
import {open, placeIn} from '../events/place.ts'
import {drafts, fill} from './journal/fill.ts'
import {median, ms, print, spread, timesOf, us} from './journal/measure.ts'

const folder = mkdtempSync(join(tmpdir(), 'parrot-bench-journal-'))
try {
  await inGroups(3200, 32, await againstBare(3000))
  await cold(15)
  await listing(50_000)
  await verifying(200_000)
  await together(8, 150)
  redacting()
} finally {
  rmSync(folder, {recursive: true, force: true})
}

/** A durable append beside a bare commit of the very same row, turn by turn. Returns what the bare one takes, in ms. */
async function againstBare(count: number): Promise<number> {
  const journal = open(placeIn(join(folder, 'append')))
  if (journal.durability().synchronous !== 2) throw new Error('not durable')
  const bare = new DatabaseSync(join(folder, 'bare.db'))
  bare.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL')
  bare.exec(
    'CREATE TABLE events (sequence INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT, d TEXT, e TEXT, f TEXT) STRICT',
  )
  const [begin, insert, commit] = [
    'BEGIN IMMEDIATE',
    'INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)',
    'COMMIT',
  ].map((sql) => bare.prepare(sql))
  const times = {append: [] as number[], bare: [] as number[]}
  for (const draft of drafts(count)) {
    const start = performance.now()
    const {sequence, event_type, timestamp, payload, metadata, hash} = await journal.append(draft)
    const between = performance.now()
    times.append.push(between - start)
    const row = [
      sequence,
      event_type,
      timestamp,
      JSON.stringify(payload),
      metadata.source,
      metadata.correlation_id,
      hash,
    ]
    const again = performance.now()
    begin?.run()
    insert?.run(...row)
    commit?.run()
    times.bare.push(performance.now() - again)
  }
  bare.close()
  journal.close()
  const ratios = Array.from({length: 10}, (_, tenth) => {
    const part = (list: readonly number[]) =>
      median(list.slice((tenth * count) / 10, ((tenth + 1) * count) / 10))
    return part(times.bare) / part(times.append)
  })
  print(
    `durable append ${us(times.append)}, bare commit of the same row ${us(times.bare)}: ${spread(ratios, 2)} × one at a time (wanted ≥ 0.6)`,
  )
  return median(times.bare)
}

/** As many at once as agents ask for; per event. */
async function inGroups(count: number, atOnce: number, bare: number): Promise<void> {
  const journal = open(placeIn(join(folder, 'groups')))
  const all = drafts(count)
  const times: number[] = []
  for (let at = 0; at < count; at += atOnce) {
    const start = performance.now()
    await Promise.all(all.slice(at, at + atOnce).map((one) => journal.append(one)))
    times.push((performance.now() - start) / atOnce)
  }
  journal.close()
  print(
    `durable append, ${atOnce} at once ${us(times)} each: ${(bare / median(times)).toFixed(2)} × the bare commits a second (wanted ≥ 0.6)`,
  )
}

/** Opening and the first event in a new process, modules and node:crypto loaded before. */
async function cold(rounds: number): Promise<void> {
  const place = join(folder, 'cold')
  open(placeIn(place)).close()
  const runs = Array.from({length: rounds}, () => {
    const said = execFileSync(
      process.execPath,
      [join(import.meta.dirname, 'programs/first-event.ts'), place],
      {encoding: 'utf8'},
    )
    return JSON.parse(said) as Record<string, number>
  })
  const of = (name: string) =>
    `${name} ${spread(
      runs.map((run) => run[name] ?? 0),
      2,
    )}`
  print(
    `in a new process, ms: ${['open', 'closeDead', 'first', 'second', 'close'].map(of).join(', ')}; node:crypto ${spread(
      runs.map((run) => run['crypto'] ?? 0),
      2,
    )}`,
  )
}

async function listing(count: number): Promise<void> {
  const place = placeIn(join(folder, 'list'))
  fill(place, count)
  const journal = open(place)
  const since = Date.parse([...journal.read({limit: 1000})][0]?.timestamp ?? '')
  const filters: Record<string, EventFilter> = {
    type: {types: ['CALL_FINISHED']},
    types: {types: ['CALL_DECIDED', 'CALL_FINISHED']},
    plugin: {plugin: 'tool-3'},
    who: {who: 'who-1'},
    'who, nobody': {who: 'nobody'},
    since: {since},
    correlation: {correlation: 'call-777'},
    'who and plugin and type': {who: 'who-1', plugin: 'tool-1', types: ['CALL_FINISHED']},
  }
  for (const [name, filter] of Object.entries(filters)) {
    const found = [...journal.read(filter)].length
    const timed = (one: EventFilter) => timesOf(9, () => [...journal.read(one)].length)
    print(
      `list by ${name} of ${count}: newest 50 in ${us(timed({...filter, limit: 50}))}, all ${found} in ${ms(timed(filter))}`,
    )
  }
  print(
    `last run of a tool ${us(timesOf(50, () => journal.lastRun('tool-3', ['ok'])))}; closing dead calls where there are none ${us(timesOf(50, () => journal.closeDead()))}`,
  )
  journal.close()
}

async function verifying(count: number): Promise<void> {
  const place = placeIn(join(folder, 'verify'))
  fill(place, count)
  const db = new DatabaseSync(place.file, {readOnly: true})
  const [rates, indices]: [number[], number[]] = [[], []]
  for (let round = 0; round < 5; round++) {
    const start = performance.now()
    const {ok, events} = await verify({file: place.file, key: place.key, sinks: [fileSink(place.heads)]})
    const between = performance.now()
    if (!ok || events !== count) throw new Error('not verified')
    rates.push((count / (between - start)) * 1000)
    db.prepare('PRAGMA integrity_check(1)').get()
    indices.push(performance.now() - between)
  }
  db.close()
  const chain = rates.map((rate, at) => count / (count / rate - (indices[at] ?? 0) / 1000))
  print(
    `verify ${count} events: ${spread(rates, 0)} events/s, of that the indices ${ms(indices)}; the chain alone ${spread(chain, 0)} events/s (wanted ≥ 200000)`,
  )
}

async function together(writers: number, each: number): Promise<void> {
  const place = placeIn(join(folder, 'together'))
  open(place).close()
  const start = performance.now()
  const children = Array.from({length: writers}, (_, n) =>
    spawn(
      process.execPath,
      [join(import.meta.dirname, '../events/programs/writer.ts'), place.folder, String(each), `w${n}`],
      {stdio: 'ignore'},
    ),
  )
  await Promise.all(children.map(async (child) => once(child, 'exit')))
  const seconds = (performance.now() - start) / 1000
  const {ok, events} = await verify({file: place.file, key: place.key, sinks: [fileSink(place.heads)]})
  print(
    `${writers} processes, ${each} events each, started and ended in ${seconds.toFixed(2)} s: ${writers * each - events} lost, chain ${ok ? 'whole' : 'BROKEN'}`,
  )
}

function redacting(): void {
  const {fields} = redactor(['hunter2hunter2', 'correct horse'])
  const events = drafts(300)
  const times = timesOf(20, () => events.map(({payload}) => fields(payload)))
  print(`redaction ${us(times.map((time) => time / 300))} an event`)
}
