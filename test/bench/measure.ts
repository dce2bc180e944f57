import {spawnSync} from 'node:child_process'

/** One command to be timed from its start to its end, and what has to be true of it every single time. */
export type Case = {
  readonly name: string
  readonly argv: readonly [string, ...string[]]
  readonly env: NodeJS.ProcessEnv
  /** Done before each run, not timed. */
  readonly before?: () => void
  readonly stdout: RegExp
  /** At most so many times the first case. */
  readonly bound?: number
}

export type Figures = {
  readonly name: string
  readonly times: readonly number[]
  readonly median: number
  readonly bound?: number
}

/** Runs all cases once, then again, so many times, so that whatever else the machine does hits all of them alike. */
export function measure(cases: readonly Case[], rounds: number): readonly Figures[] {
  const times = cases.map((): number[] => [])
  for (const one of cases) once(one)
  for (let round = 0; round < rounds; round++) {
    for (const [at, one] of cases.entries()) times[at]?.push(once(one))
  }
  return cases.map(({name, bound}, at) => figures(name, times[at] ?? [], bound))
}

function once({name, argv: [file, ...args], env, before, stdout}: Case): number {
  before?.()
  const started = process.hrtime.bigint()
  const ended = spawnSync(file, args, {env, encoding: 'utf8', maxBuffer: 1 << 24})
  const took = Number(process.hrtime.bigint() - started) / 1e6
  const wrong = ended.status !== 0 || ended.stderr !== '' || !stdout.test(ended.stdout)
  if (wrong) throw new Error(`${name}: status ${ended.status}\n${ended.stdout}\n${ended.stderr}`)
  return took
}

function figures(name: string, times: readonly number[], bound: number | undefined): Figures {
  const sorted = times.toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  return {name, times: sorted, median, ...(bound !== undefined && {bound})}
}

/** The figures as a table; ratios are to the first of them. */
export function report(all: readonly Figures[]): string {
  const base = all[0]?.median ?? Number.NaN
  const rows = all.map(({name, times, median, bound}) => {
    const ratio = median / base
    const verdict = bound === undefined ? '' : `≤ ${bound} ${ratio <= bound ? '✓' : '✗'}`
    const range = `${times[0]?.toFixed(1)}–${times.at(-1)?.toFixed(1)}`
    return [name, `${times.length}`, median.toFixed(1), range, `${ratio.toFixed(2)} ×`, verdict]
  })
  const header = ['command', 'n', 'median ms', 'min–max', 'to node -e 0', 'bound']
  const widths = header.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  return [line(header), ...rows.map(line)].join('\n')
}
