import {embedded} from '../../../../plugins/backup/src/embedded/engine.ts'

/** One command of the engine: what it is given, and what came of it. */
export type Step = {
  readonly command: keyof typeof embedded
  readonly dir: string
  readonly options?: Readonly<Record<string, unknown>>
}

const quiet = {dryRun: false, signal: new AbortController().signal, now: Date.now, log() {}, progress() {}}

void runAll(JSON.parse(process.argv[2] ?? '[]') as readonly Step[])

async function runAll(steps: readonly Step[]): Promise<void> {
  const results: unknown[] = []
  for (const step of steps) results.push(await ended(step))
  process.stdout.write(JSON.stringify(results))
}

async function ended({command, dir, options = {}}: Step): Promise<unknown> {
  try {
    const run = embedded[command] as (job: unknown, options: unknown) => Promise<unknown>
    return await run({...quiet, dir}, options)
  } catch (error) {
    return {error: (error as Error).message}
  }
}
