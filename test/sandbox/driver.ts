import {text} from 'node:stream/consumers'
import {createSandbox} from '../../src/sandbox/engine.ts'
import type {SandboxOptions} from '../../src/sandbox/options.ts'
import type {Job, Progress} from '../../src/sandbox/sandbox.ts'

/** Runs the jobs of stdin one after another, as the user that this process is, and prints how each ended and what it told. */
const {options, jobs} = JSON.parse(await text(process.stdin)) as {options: SandboxOptions; jobs: Job[]}
const sandbox = createSandbox(options)
const ends = []
for (const job of jobs) {
  const told: {progress: Progress[]; log: string[]} = {progress: [], log: []}
  const end = await sandbox.run(job, AbortSignal.timeout(60_000), {
    progress: (one) => told.progress.push(one),
    log: (line) => told.log.push(line),
  })
  ends.push({...end, ...told})
}
process.stdout.write(JSON.stringify(ends))
