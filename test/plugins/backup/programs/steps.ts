import {embedded} from '../../../../plugins/backup/src/embedded/engine.ts'

/** One command of the engine: what it is given, and what came of it. */
export type Step = {
  readonly command: keyof typeof embedded
  readonly dir: string
  readonly options?: Readonly<Record<string, unknown>>
}

const quiet = {dryRun: false, signal: new AbortController().signal, now: Date.now, log() {}, progress() {}}

const results: unknown[] = []
for (const {command, dir, options = {}} of JSON.parse(process.argv[2] ?? '[]') as readonly Step[]) {
  try {
    const run = embedded[command] as (job: unknown, options: unknown) => Promise<unknown>
    results.push(await run({...quiet, dir}, options))
  } catch (error) {
    results.push({error: (error as Error).message})
  }
}
process.stdout.write(JSON.stringify(results))
