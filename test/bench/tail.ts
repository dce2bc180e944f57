import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {setTimeout as delay} from 'node:timers/promises'
import {draft, open, placeIn} from '../events/place.ts'
import {print} from './journal/measure.ts'

/** From the beginning of a durable write until a `tail` in another process has the event, one every some milliseconds. */
const count = 400
const folder = mkdtempSync(join(tmpdir(), 'parrot-bench-tail-'))
try {
  const place = placeIn(folder)
  const journal = open(place)
  const program = join(import.meta.dirname, 'programs/tail.ts')
  const child = spawn(process.execPath, [program, folder], {stdio: ['pipe', 'pipe', 'inherit']})
  const ended = once(child, 'exit')
  const lines = createInterface({input: child.stdout})
  const times: number[] = []
  await once(lines, 'line')
  lines.on('line', (line) => times.push(Number(line)))
  for (let n = 0; n < count; n++) {
    await delay(5 + (n % 7) * 5)
    await journal.append(draft('ERROR_OCCURRED', {at: performance.timeOrigin + performance.now()}))
  }
  for (let n = 0; n < 500 && times.length < count; n++) await delay(10)
  child.stdin.end()
  await ended
  journal.close()
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(1)
  print(
    `${times.length} of ${count} events from write to a tail in another process: p50 ${at(0.5)} ms (wanted ≤ 20), p95 ${at(0.95)}, p99 ${at(0.99)}, most ${at(1)}`,
  )
} finally {
  rmSync(folder, {recursive: true, force: true})
}
