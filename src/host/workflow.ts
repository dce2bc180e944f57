import {duration} from '../manifest/limits.ts'
import type {Step} from '../manifest/manifest.ts'
import {problem, says} from '../text/problem.ts'
import type {Answer} from './answer.ts'
import {aboveOf} from './below.ts'
import type {Work} from './walk.ts'
import {withTime} from './out-of-time.ts'
import type {PluginTarget} from './target.ts'
import {firstAbsent} from './workflow/absent.ts'
import {answerOf, leftAt} from './workflow/answer.ts'
import {tryStep} from './workflow/attempts.ts'
import {begin, type Begun} from './workflow/begin.ts'
import {close} from './workflow/close.ts'
import {dryStep} from './workflow/dry.ts'
import type {Flow} from './workflow/flow.ts'
import {seenBy, type Seen} from './workflow/seen.ts'
import {keep} from './workflow/state.ts'
import type {StepResult} from './workflow/step-result.ts'
import {through} from './workflow/through.ts'

const deepest = 5

/**
 * Calls the steps in order, each by the same principal and through the same door. Whoever holds `<plugin>:execute` holds
 * with it the actions of the plugins that its steps call, never those of Parrot's own operations. Ends at the first step
 * that did not go well, but for those that may fail; what is done is on disk before the next step is called.
 */
export async function runWorkflow(
  deps: Pick<Flow, 'host' | 'callStep'>,
  {tool, command}: PluginTarget,
  steps: readonly Step[],
  work: Work,
): Promise<Answer> {
  const above = aboveOf(work)
  if (above.depth > deepest) return {outcome: 'failed', problems: [problem('workflow_deep', {most: deepest})]}
  const limit = duration(command.limits?.timeout ?? '')
  const {signal, over, done} = withTime(work.request.signal, limit)
  const late = () => (over() ? [problem('plugin_timed_out', {tool, limit: `${(limit ?? 0) / 1000} s`})] : [])
  const flow = {...deps, steps, work, words: command.path.join(' '), above, signal, late}
  return (work.request.dryRun ? dry(flow) : run(flow)).finally(done)
}

async function dry(flow: Flow): Promise<Answer> {
  const {steps, work} = flow
  const seen = seenBy(steps, work.request.watch)
  const from = {done: [], attempt: 1}
  const went = (await firstAbsent(flow, [], seen)) ?? (await through(flow, from, seen, dryStep, () => {}))
  return answerOf(steps, went, {run: work.id})
}

async function run(flow: Flow): Promise<Answer> {
  const {steps, work, host} = flow
  const startedAt = host.now()
  const begun = await begin(flow)
  if ('outcome' in begun) return begun
  const {state, resumed, aside, done} = begun
  const seen = seenBy(steps, work.request.watch)
  announce(flow, begun, seen)
  const save = (done: readonly StepResult[]) => keep(host.paths, {...state, done})
  const went = (await firstAbsent(flow, done, seen)) ?? (await through(flow, begun, seen, tryStep, save))
  const problems = await close(flow, begun, went, host.now() - startedAt)
  return answerOf(
    steps,
    {...went, problems: [...went.problems, ...problems]},
    {run: state.run, resumed, aside},
  )
}

/** What a person wants to know before anything is called. */
function announce({steps, work}: Flow, {state, resumed, done, aside}: Begun, seen: Seen): void {
  if (resumed) {
    const {step, tool} = leftAt({...state, done}, steps)
    seen.say(says(problem('workflow_resumed', {at: state.startedAt, step, tool})))
    for (const [at, result] of done.entries()) seen.ended(at, result, true)
  }
  if (aside === undefined) return
  const {step, tool: last, startedAt: at} = leftAt(aside, steps)
  const about = {tool: work.request.tool, at, who: aside.who, step, last}
  seen.say(`warn: ${says(problem('workflow_left_off', about))}`)
}
