import {once} from 'node:events'
import {createSandbox} from '../../src/sandbox/engine.ts'
import type {Job} from '../../src/sandbox/sandbox.ts'

/** A host that runs the one job it is given on stdin, to be killed meanwhile. Says when it is ready, and when it has started. */
const folder = process.argv[2] ?? ''
const sandbox = createSandbox({
  node: process.execPath,
  uid: process.getuid?.() ?? 0,
  cache: `${folder}/cache`,
  run: `${folder}/run`,
  env: {},
  own: [],
})
process.stdout.write('ready\n')
const [line] = (await once(process.stdin, 'data')) as [Buffer]
const job = JSON.parse(line.toString()) as Job
await sandbox.run({...job, env: {PARROT_CALL_ID: job.call}}, AbortSignal.timeout(600_000), {
  started: () => process.stdout.write('started\n'),
})
