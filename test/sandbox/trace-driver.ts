import {text} from 'node:stream/consumers'
import {findingsOf} from '../../src/host/trace/findings.ts'
import {inRounds} from '../../src/host/trace/rounds.ts'
import type {SandboxOptions} from '../../src/sandbox/options.ts'
import type {Job} from '../../src/sandbox/sandbox.ts'

type Asked = {readonly options: SandboxOptions; readonly job: Job; readonly strace: string}

/** Traces the job of stdin as the user that this process is, and prints what it lacks. Says on stderr when it has started. */
const {options, job, strace} = JSON.parse(await text(process.stdin)) as Asked
const watch = {started: () => void process.stderr.write('started\n')}
const signal = AbortSignal.timeout(60_000)
const seen = await inRounds({job, options, strace, signal, watch, allows: () => true})
process.stdout.write(
  JSON.stringify('problem' in seen ? seen : {seen, findings: findingsOf(seen, '/nowhere', [], options.own)}),
)
