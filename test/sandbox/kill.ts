import {spawn, type ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, mkdirSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout} from 'node:timers/promises'
import {fileURLToPath} from 'node:url'
import {randomFrom} from '../scripts/random.ts'
import {jobOf} from './jobs.ts'
import {carrying} from './machine.ts'

export type Kills = {
  readonly seed: number
  /** How many hosts died before anything was started, while the sandbox was being built, and while the plugin ran. */
  readonly phases: Record<'before' | 'building' | 'running', number>
  /** Processes that were still there ten seconds after their host. */
  readonly left: readonly string[]
}

const fixtures = join(import.meta.dirname, '../fixtures/plugins')
const patienceMs = 10_000

/**
 * Kills `count` hosts with SIGKILL while they run a plugin that never ends: two in three within 20 ms of the spawn, the
 * others at any moment from being told to until the plugin has long run, which a busy machine takes its time for.
 */
export async function killHosts(count: number, seed: number): Promise<Kills> {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-kill-'))
  const data = join(folder, 'data')
  mkdirSync(data)
  const phases = {before: 0, building: 0, running: 0}
  const left: string[] = []
  const random = randomFrom(seed)
  let next = startHost(folder)
  let longest = 120
  try {
    for (let index = 0; index < count; index += 1) {
      const host = next
      await once(host.stdout ?? host, 'data')
      next = startHost(folder)
      const job = jobOf(fixtures, 'forever', {data, limits: {timeoutMs: 600_000}})
      host.stdin?.write(JSON.stringify(job) + '\n')
      const early = random() < 2 / 3
      const moment = random() * (early ? 20 : longest)
      if (early && host.stdout) await once(host.stdout, 'data')
      await sleepExactly(moment)
      host.kill('SIGKILL')
      const seen = carrying(job.call).length > 0
      const phase = existsSync(join(data, `started-${job.call}`)) ? 'running' : seen ? 'building' : 'before'
      phases[phase] += 1
      if (!early && phase === 'building') longest = Math.min(2000, Math.max(longest, 2 * moment))
      left.push(...(await remaining(job.call)).map((one) => `${one} (after ${moment.toFixed(1)} ms)`))
    }
  } finally {
    next.kill('SIGKILL')
    rmSync(folder, {recursive: true, force: true})
  }
  return {seed, phases, left}
}

function startHost(folder: string): ChildProcess {
  return spawn(process.execPath, [fileURLToPath(new URL('./host.ts', import.meta.url)), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

/** Timers are too coarse for moments within 20 ms. */
async function sleepExactly(ms: number): Promise<void> {
  const until = performance.now() + ms
  if (ms > 4) await setTimeout(ms - 3)
  while (performance.now() < until);
}

async function remaining(marker: string): Promise<string[]> {
  const deadline = performance.now() + patienceMs
  let found = carrying(marker)
  while (found.length > 0 && performance.now() < deadline) {
    await setTimeout(5)
    found = carrying(marker)
  }
  return found
}
