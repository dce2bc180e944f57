import {text} from 'node:stream/consumers'
import {createSandbox} from '../../src/sandbox/engine.ts'
import type {SandboxOptions} from '../../src/sandbox/options.ts'
import type {Job, Progress} from '../../src/sandbox/sandbox.ts'

/** Runs the job of stdin as the user that this process is, and prints how it ended and what it told meanwhile. */
const {options, job} = JSON.parse(await text(process.stdin)) as {options: SandboxOptions; job: Job}
const told: {progress: Progress[]; log: string[]} = {progress: [], log: []}
const end = await createSandbox(options).run(job, AbortSignal.timeout(60_000), {
  progress: (one) => told.progress.push(one),
  log: (line) => told.log.push(line),
})
process.stdout.write(JSON.stringify({...end, ...told}))
