import type {Step} from '../manifest/manifest.ts'
import {problem} from '../text/problem.ts'
import type {Answer} from './answer.ts'
import type {Above, Work} from './call.ts'
import type {CallResult, Request} from './request.ts'

/** A whole call of its own, below another. */
export type CallStep = (request: Request, above: Above) => Promise<CallResult>

const deepest = 5

/**
 * Calls the steps in order, each by the same principal and through the same door. Whoever holds `<plugin>:execute` holds
 * with it the actions of the plugins that its steps call, never those of Parrot's own operations. Ends at the first step that did not go well, but for those that may fail.
 */
export async function runWorkflow(steps: readonly Step[], work: Work, callStep: CallStep): Promise<Answer> {
  const above = aboveOf(work)
  if (above.depth > deepest) return {outcome: 'failed', problems: [problem('workflow_deep', {most: deepest})]}
  const results: CallResult[] = []
  for (const step of steps) {
    const input = async () => ({values: step.input ?? {}})
    const result = await callStep({...work.request, tool: step.call, input}, above)
    results.push(result)
    if (!wentWell(result) && step.continueOnError !== true) break
  }
  return answerOf(steps, results)
}

/** Only `<plugin>:execute` covers steps, as its name says: any other action, which everybody may hold, would lend them out. */
function aboveOf({id, above, wanted}: Work): Above {
  const own = wanted.permissions.find(({text}) => text === `${wanted.plugin}:execute`)
  return {root: above?.root ?? id, call: id, depth: (above?.depth ?? 0) + 1, ...(own && {within: own})}
}

function answerOf(steps: readonly Step[], results: readonly CallResult[]): Answer {
  const output = {steps: results.map(({call, tool, outcome, ms}) => ({call, tool, outcome, ms}))}
  const at = results.findIndex((result, at) => !wentWell(result) && steps[at]?.continueOnError !== true)
  const failed = results[at]
  if (failed !== undefined) {
    const {tool, outcome, problems} = failed
    return {outcome, problems: [problem('workflow_step', {step: at + 1, tool, outcome}), ...problems], output}
  }
  const found = results.some(({outcome}) => outcome === 'findings')
  return {outcome: found ? 'findings' : 'ok', problems: [], output}
}

const wentWell = ({outcome}: CallResult) => outcome === 'ok' || outcome === 'findings'
