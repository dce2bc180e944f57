import {checkOutput} from '../manifest/check.ts'
import {deeperThan} from '../manifest/depth.ts'
import type {JsonSchema} from '../manifest/manifest.ts'
import type {Outcome} from '../outcomes.ts'
import type {Exit, RunLimits} from '../sandbox/sandbox.ts'
import {problem, says, type Problem} from '../text/problem.ts'
import type {Answer} from './answer.ts'

const deepest = 64

/** Characters of a plugin's log that its result carries. */
const logKept = 4096

/** What the end of a run means: its outcome, its checked output, and a sentence where it did not go well. */
export async function ended(
  tool: string,
  schema: JsonSchema | undefined,
  exit: Exit,
  limits: RunLimits,
): Promise<Answer> {
  const {code, signal, level, stdout} = exit
  const refusals = exit.refused.map((target) => problem('net_refused', {target, tool}))
  const about = {exit: {code, signal}, level, log: exit.stderr.slice(-logKept)}
  if (exit.because !== 'exited' || code !== 0) {
    const {outcome, problems} = failureOf(tool, exit, limits)
    const partial = schema === undefined && stdout !== '' ? {output: stdout} : {}
    return {...about, ...partial, outcome, problems: [...problems, ...refusals]}
  }
  if (schema === undefined) return {...about, outcome: 'ok', problems: refusals, output: stdout}

  const read = await readOutput(tool, schema, stdout)
  if ('problem' in read) return {...about, outcome: 'failed', problems: [read.problem, ...refusals]}
  return {...about, outcome: read.findings ? 'findings' : 'ok', problems: refusals, output: read.output}
}

function failureOf(
  tool: string,
  {because, code, signal}: Exit,
  limits: RunLimits,
): Pick<Answer, 'outcome' | 'problems'> {
  switch (because) {
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
      return failed('failed', badEnd(tool, code, signal))
  }
}

const failed = (outcome: Outcome, why: Problem) => ({outcome, problems: [why]})

function badEnd(tool: string, code: number | null, signal: string | null): Problem {
  return code === null
    ? problem('plugin_killed', {tool, signal: signal ?? '?'})
    : problem('plugin_failed', {tool, code})
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
