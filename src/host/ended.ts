import {textRedactor} from '../events/redact-text.ts'
import {checkOutput} from '../manifest/check.ts'
import {deeperThan} from '../manifest/depth.ts'
import {speaksMcp, type Command, type JsonSchema} from '../manifest/manifest.ts'
import type {Outcome} from '../outcomes.ts'
import type {Permission} from '../rbac/claim.ts'
import type {Exit, RunLimits} from '../sandbox/sandbox.ts'
import {problem, says, type Problem} from '../text/problem.ts'
import {adviceIn} from './advice.ts'
import type {Answer} from './answer.ts'

const deepest = 64

/** Characters of a plugin's log that its result carries. */
const logKept = 4096

/** What it ran within, and with: its settings that are secret. */
type Around = {readonly limits: RunLimits; readonly secrets: readonly string[]}

/** What the end of a run means: its outcome, its checked output, and a sentence where it did not go well. */
export async function ended(
  command: Pick<Command, 'tool' | 'output' | 'speaks' | 'serves'>,
  permissions: readonly Permission[],
  exit: Exit,
  {limits, secrets}: Around,
): Promise<Answer> {
  const schema = speaksMcp(command) ? undefined : command.output
  const {tool} = command
  const {code, signal, level, stdout} = exit
  const refusals = exit.refused.map((target) => problem('net_refused', {target, tool}))
  const about = {exit: {code, signal}, level, log: exit.stderr.slice(-logKept)}
  if (exit.because !== 'exited' || code !== 0) {
    const {outcome, problems} = failureOf(tool, exit, {limits, secrets})
    return {...about, ...(await partial(schema, stdout)), outcome, problems: [...problems, ...refusals]}
  }
  if (speaksMcp(command)) {
    const {spokenAnswer} = await import('./spoken/ended.ts')
    const answer = await spokenAnswer(command, permissions, stdout)
    return {...about, ...answer, problems: [...answer.problems, ...refusals]}
  }
  if (schema === undefined) return {...about, outcome: 'ok', problems: refusals, output: stdout}

  const read = await readOutput(tool, schema, stdout)
  if ('problem' in read) return {...about, outcome: 'failed', problems: [read.problem, ...refusals]}
  return {...about, outcome: read.findings ? 'findings' : 'ok', problems: refusals, output: read.output}
}

/** What one that did not succeed has to say, where it is as the manifest promises. */
async function partial(schema: JsonSchema | undefined, stdout: string): Promise<{readonly output?: unknown}> {
  if (stdout === '') return {}
  if (schema === undefined) return {output: stdout}
  const read = await readOutput('', schema, stdout)
  return 'problem' in read ? {} : {output: read.output}
}

/** What a builtin answered, `failed` where its output is not what the manifest says. */
export async function checkedOutput(
  tool: string,
  schema: JsonSchema | undefined,
  answer: Answer,
): Promise<Answer> {
  if (schema === undefined || answer.output === undefined) return answer
  const [first] = await checkOutput(schema, answer.output)
  if (first === undefined) return answer
  const cause = says(first)
  return {...answer, outcome: 'failed', problems: [problem('plugin_output_wrong', {tool, cause})]}
}

function failureOf(
  tool: string,
  exit: Exit,
  {limits, secrets}: Around,
): Pick<Answer, 'outcome' | 'problems'> {
  switch (exit.because) {
    case 'timed_out':
      return failed('timed_out', problem('plugin_timed_out', {tool, limit: `${limits.timeoutMs / 1000} s`}))
    case 'cancelled':
      return failed('cancelled', problem('plugin_cancelled', {tool}))
    case 'output_limit':
      return failed('failed', problem('plugin_output_limit', {tool, limit: limits.outputBytes}))
    case 'memory_limit':
      return failed('failed', problem('plugin_memory_limit', {tool, limit: limits.memoryBytes}))
    case 'process_limit':
      return failed('failed', problem('plugin_process_limit', {tool, limit: limits.pids}))
    case 'disk_limit':
      return failed('failed', problem('plugin_disk_limit', {tool}))
    case 'exited':
      return failed('failed', badEnd(tool, exit, secrets))
  }
}

const failed = (outcome: Outcome, why: Problem) => ({outcome, problems: [why]})

function badEnd(tool: string, {code, signal, stderr}: Exit, secrets: readonly string[]): Problem {
  if (code === null) return problem('plugin_killed', {tool, signal: signal ?? '?'})
  const advice = adviceIn(stderr.slice(-logKept), textRedactor(secrets))
  return advice === undefined
    ? problem('plugin_failed', {tool, status: code})
    : problem('plugin_failed_advised', {tool, status: code, advice})
}

async function readOutput(
  tool: string,
  schema: JsonSchema,
  stdout: string,
): Promise<{output: unknown; findings: boolean} | {problem: Problem}> {
  if (deeperThan(stdout, deepest))
    return {problem: problem('plugin_output_wrong', {tool, cause: `it is nested deeper than ${deepest}`})}
  let output: unknown
  try {
    output = JSON.parse(stdout)
  } catch {
    return {problem: problem('plugin_output_wrong', {tool, cause: 'it is not one JSON document'})}
  }
  const [first] = await checkOutput(schema, output)
  if (first !== undefined) return {problem: problem('plugin_output_wrong', {tool, cause: says(first)})}
  return {output, findings: (output as {findings?: unknown} | null)?.findings === true}
}
