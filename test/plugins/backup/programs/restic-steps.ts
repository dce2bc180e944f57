import {resticEngine} from '../../../../plugins/backup/src/restic/engine.ts'
import type {Settings} from '../../../../plugins/backup/src/restic/settings.ts'

/** Commands of the engine of restic, what they are given, and what came of each. */
export type ResticSteps = {
  readonly dir: string
  readonly settings: Settings
  readonly steps: readonly {
    readonly command: keyof ReturnType<typeof resticEngine>
    readonly options: object
  }[]
}

const {dir, settings, steps} = JSON.parse(process.argv[2] ?? '{}') as ResticSteps
const engine = resticEngine(settings)
const ending = new AbortController()
process.once('SIGTERM', () => ending.abort(new Error('it was taken back')))
const job = {dir, dryRun: false, signal: ending.signal, now: Date.now, log() {}, progress() {}}

const results: unknown[] = []
for (const {command, options} of steps) {
  try {
    const run = engine[command] as (given: unknown, options: unknown) => Promise<unknown>
    results.push(await run(job, options))
  } catch (error) {
    results.push({error: (error as Error).message})
  }
}
process.stdout.write(JSON.stringify(results))
