import canonicalize from 'canonicalize'
import {processIdentity} from '../../events/liveness.ts'
import type {Step} from '../../manifest/manifest.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import {carryOn, type Point} from './carry-on.ts'
import type {Flow} from './flow.ts'
import {leftOff, type LeftOff} from './left-off.ts'
import {aloneWith, forget, isLeft, keep, runsOf, type RunState} from './state.ts'
import {summaryOf} from './summary.ts'

/** A run that this process carries out from now on, and no other. */
export type Begun = Point & {
  readonly state: RunState
  readonly resumed: boolean
  /** An earlier run that stopped without an end and was set aside. */
  readonly aside?: RunState
}

/** Begins a run, or goes on with the newest one that stopped. On disk before the first step is called. */
export async function begin(flow: Flow): Promise<Begun | Answer> {
  const {host, work} = flow
  const {tool} = work.request
  return aloneWith(host.paths, tool, async () => {
    const runs = runsOf(host.paths, tool)
    return work.request.resume === undefined || work.request.resume === false
      ? anew(flow, runs)
      : resume(flow, runs)
  })
}

async function resume(flow: Flow, runs: readonly RunState[]): Promise<Begun | Answer> {
  const {host, work, steps} = flow
  const {tool} = work.request
  const {resume: wanted} = work.request
  const old = runs.find((run) => isLeft(run) && (wanted === true || run.under.call === wanted))
  if (old === undefined)
    return wrong(problem(runs.length > 0 ? 'workflow_running' : 'workflow_nothing', {tool}))
  if (old.plan !== planOf(flow)) return wrong(problem('workflow_changed', {tool, at: old.startedAt}))
  const left = leftOff(await host.journal(), old)
  const resumable = carriedBy(flow, steps[old.done.length], left)
  const point = carryOn(old, left.last, steps, {world: work.world, resumable})
  if ('problem' in point) return {outcome: 'unknown_outcome', problems: [point.problem]}
  if (left.summary && point.done.length === steps.length) {
    forget(host.paths, old)
    return wrong(problem('workflow_nothing', {tool}))
  }
  const {ended: _, ...open} = old
  const state = {...open, ...mine(flow), done: point.done}
  keep(host.paths, state)
  return {...point, state, resumed: true}
}

/** Is the step a workflow, and did that leave a run of its own behind in this very call? */
function carriedBy({host}: Flow, step: Step | undefined, {last}: LeftOff): boolean {
  if (step === undefined || last === undefined) return false
  return runsOf(host.paths, step.call).some((run) => isLeft(run) && run.under.call === last.call)
}

/** Whatever stopped before is set aside: a run that has no end on record gets one, and is told of. */
async function anew(flow: Flow, runs: readonly RunState[]): Promise<Begun> {
  const {host, work, steps} = flow
  const journal = await host.journal()
  const old = runs.filter(isLeft)
  const crashed = old.filter((run) => run.ended === undefined && !leftOff(journal, run).summary)
  for (const run of crashed) await host.record(summaryOf(run, work, steps, 'unknown_outcome'))
  for (const run of old) forget(host.paths, run)
  const startedAt = new Date(host.now()).toISOString()
  const about = {run: work.id, tool: work.request.tool, who: work.request.by.name, plan: planOf(flow)}
  const state = {...about, startedAt, ...mine(flow), done: []}
  keep(host.paths, state)
  return {done: [], attempt: 1, state, resumed: false, ...(crashed[0] && {aside: crashed[0]})}
}

const mine = ({work: {id}, above: {root}}: Flow) => ({process: processIdentity(), under: {call: id, root}})

const wrong = (why: Problem): Answer => ({outcome: 'invalid_input', problems: [why]})

function planOf({steps}: Flow): string {
  const {hash} = process.getBuiltinModule('node:crypto')
  return `sha256-${hash('sha256', canonicalize(steps) ?? '', 'hex')}`
}
