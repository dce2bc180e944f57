import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {defaults} from '../../src/config/config.ts'
import {pathsFor} from '../../src/config/paths.ts'
import {storeFile} from '../../src/delivery/places.ts'
import {openStore} from '../../src/delivery/store.ts'
import {openHostJournal} from '../../src/host/journal.ts'
import {draft} from '../events/place.ts'
import {seeded} from '../seeded.ts'

export type Killed = {
  readonly seed: string
  readonly kills: number
  readonly events: number
  /** Events that a subscriber was never told of, or later than one that came after it. */
  readonly lost: number
  readonly disordered: number
  /** Told a second time: right before the next, and never more of them than there were kills. */
  readonly repeated: number
}

const names = ['first', 'second', 'third']
const parrot = join(import.meta.dirname, '../../bin/parrot')

/**
 * Kills the process that delivers to three subscribers with SIGKILL at so many seeded moments while events come in, lets another
 * go on, and compares what each subscriber was told with what happened.
 */
export async function killDelivery(seed: string, kills: number): Promise<Killed> {
  const random = seeded(seed)
  const home = mkdtempSync(join(tmpdir(), 'parrot-deliver-'))
  const told = new Map(names.map((name) => [name, [] as number[]]))
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      told.get(request.url?.slice(1) ?? '')?.push((JSON.parse(body) as {sequence: number}).sequence)
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  const paths = prepare(home, port)
  const journal = await openHostJournal(paths, defaults, process.getuid?.() ?? -1, [])
  const env = {PATH: process.env['PATH'] ?? '', HOME: home, PARROT_HOME: home}
  const start = () =>
    spawn(process.execPath, [parrot, 'events', 'deliver', '--follow'], {env, stdio: 'ignore'})
  const numbers: number[] = []
  const happen = async () => void numbers.push((await journal.append(draft('BACKUP_COMPLETED'))).sequence)
  try {
    for (let round = 0; round < kills; round++) {
      const before = told.get('first')?.length ?? 0
      const child = start()
      const ended = once(child, 'exit')
      for (let n = 0; n < 6; n++) await happen()
      await heard(() => (told.get('first')?.length ?? 0) > before)
      const until = performance.now() + random.below(12_000) / 1000
      while (performance.now() < until) await new Promise(setImmediate)
      child.kill('SIGKILL')
      await ended
    }
    const last = start()
    const ended = once(last, 'exit')
    await heard(() => names.every((name) => told.get(name)?.at(-1) === numbers.at(-1)))
    last.kill('SIGKILL')
    await ended
  } finally {
    journal.close()
    server.closeAllConnections()
    server.close()
    rmSync(home, {recursive: true, force: true})
  }
  const sum = {lost: 0, disordered: 0, repeated: 0}
  for (const sequences of told.values()) {
    sum.lost += numbers.filter((number) => !sequences.includes(number)).length
    sum.disordered += sequences.filter((number, at) => number < (sequences[at - 1] ?? 0)).length
    sum.repeated += sequences.filter((number, at) => number === sequences[at - 1]).length
  }
  return {seed, kills, events: numbers.length, ...sum}
}

/** Each begins with the first event. */
function prepare(home: string, port: number) {
  const paths = pathsFor({env: {PARROT_HOME: home}, home, root: home})
  mkdirSync(paths.config, {mode: 0o700})
  const subscribers = names.map((name) => ({
    name,
    events: 'BACKUP_*',
    webhook: {url: `http://127.0.0.1:${port}/${name}`},
  }))
  writeFileSync(join(paths.config, 'config.json'), JSON.stringify({subscribers}), {mode: 0o600})
  const store = openStore(storeFile(paths))
  for (const name of names) store.standing(name, 0)
  store.close()
  return paths
}

async function heard(done: () => boolean): Promise<void> {
  for (let n = 0; n < 6000 && !done(); n++) await delay(5)
}

if (process.argv[1] === import.meta.filename) {
  const [kills = '300', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2)
  const result = await killDelivery(seed, Number(kills))
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`)
  process.exitCode = result.lost + result.disordered === 0 ? 0 : 1
}
