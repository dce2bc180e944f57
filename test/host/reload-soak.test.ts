import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {setFlagsFromString} from 'node:v8'
import {runInNewContext} from 'node:vm'
import {expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import type {Parrot} from '../../src/host/parrot.ts'
import {newHome, put} from '../home.ts'
import {times} from '../soak.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** What a reload could leave behind: open files, processes, worlds that nobody needs. */
async function left(
  reloads: number,
  file: string,
  text: (pids: number) => string,
  load?: (parrot: Parrot) => Promise<unknown>,
) {
  const home = newHome({[`config/${file}`]: text(50)})
  const parrot = await openParrot(home)
  onTestFinished(() => parrot.close())
  const over = new AbortController()
  const busy = load === undefined ? [] : Array.from({length: 20}, () => keepOn(parrot, load, over.signal))
  // The first call opens what counts calls.
  await load?.(parrot)
  await parrot.reload()
  const files = () => readdirSync('/proc/self/fd').length
  const [before, parents] = [files(), children()]
  const worlds: WeakRef<object>[] = []
  const effects = new Set<string>()
  for (let round = 1; round <= reloads; round++) {
    put(join(home.home, 'config', file), text(50 + (round % 400)))
    effects.add((await parrot.reload()).effect)
    worlds.push(new WeakRef(parrot.catalog))
  }
  over.abort()
  const outcomes = new Set((await Promise.all(busy)).flatMap((seen) => [...seen]))
  await new Promise((resolve) => setTimeout(resolve, 50))
  collect()
  return {
    effects: [...effects],
    outcomes: [...outcomes],
    worlds: worlds.filter((world) => world.deref() !== undefined).length,
    files: files() - before,
    processes: children().filter((pid) => !parents.includes(pid)),
  }
}

async function keepOn(parrot: Parrot, load: (parrot: Parrot) => Promise<unknown>, signal: AbortSignal) {
  const seen = new Set<unknown>()
  while (!signal.aborted) {
    seen.add(await load(parrot))
    // A call that only looks waits for nothing, and would let nobody else have a turn.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return seen
}

function children(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
        return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === String(process.pid)
      } catch {
        return false
      }
    })
}

const asked = async (parrot: Parrot) => {
  const {outcome} = await parrot.call({
    tool: 'config_get',
    by: parrot.operator,
    door: 'mcp',
    input: async () => ({values: {key: 'limits.pids'}}),
    dryRun: false,
    unsandboxed: false,
    signal: new AbortController().signal,
    watch: {},
  })
  return outcome
}

test(
  `${times(30, 1000)} reloads under load leave nothing behind`,
  async () => {
    const found = await left(
      times(30, 1000),
      'config.yaml',
      (pids) => `limits:\n  rate: 1000000\n  pids: ${pids}\n`,
      asked,
    )
    expect(found).toMatchObject({effects: ['reloaded'], outcomes: ['ok'], processes: []})
    expect(found.worlds).toBeLessThanOrEqual(2)
    expect(found.files).toBeLessThanOrEqual(3)
  },
  times(240_000, 600_000),
)

test(
  `${times(3, 1000)} reloads of a program leave nothing behind, and none is an old one`,
  async () => {
    const found = await left(
      times(3, 1000),
      'config.ts',
      (pids) => `export default {limits: {pids: ${pids} as number}}`,
    )
    expect(found).toMatchObject({effects: ['reloaded'], processes: []})
    expect(found.worlds).toBeLessThanOrEqual(2)
    expect(found.files).toBeLessThanOrEqual(3)
  },
  times(240_000, 1_800_000),
)
