import {problem} from '../text/problem.ts'
import type {Answer} from './answer.ts'
import {stepBelow} from './below.ts'
import {builtins} from './builtins.ts'
import type {Work} from './walk.ts'
import {checkedOutput} from './ended.ts'
import type {Host} from './operation.ts'
import {withTime} from './out-of-time.ts'
import type {RunDeps} from './run.ts'
import {notSetUp, setUp} from './set-up.ts'
import type {PluginTarget} from './target.ts'
import {notAtTerminal} from './terminal-only.ts'
import {timeLimit} from './time-limit.ts'
import type {CallStep} from './workflow/flow.ts'

/** Has the host do what a shipped plugin names, within the time its manifest gives, and holds the output against its schema. */
export async function runBuiltin(
  host: Host,
  running: RunDeps,
  callStep: CallStep,
  target: PluginTarget,
  name: string,
  work: Work,
): Promise<Answer> {
  const load = builtins.get(name)
  if (load === undefined || target.plugin.origin !== 'shipped')
    return {outcome: 'broken', problems: [problem('builtin_missing', {name})]}
  const elsewhere = notAtTerminal(name, work.request)
  if (elsewhere !== undefined) return elsewhere
  const settings = setUp(running, target, work)
  if ('problems' in settings) return notSetUp(running, target, work, settings.problems)

  const builtin = await load()
  const limit = timeLimit(target.command, work.world.config.limits)
  const endless = builtin.endless?.(work.values) === true
  const {signal, over, done} = withTime(work.request.signal, endless ? undefined : limit)
  const limited = {...work, request: {...work.request, signal}}
  const config = settings.values
  const step = stepBelow(limited, callStep)
  const answer = await builtin({host, work: limited, target, config, callStep: step}).finally(done)
  if (answer.outcome === 'cancelled' && over()) {
    const told = problem('plugin_timed_out', {tool: target.tool, limit: `${limit / 1000} s`})
    return {...answer, outcome: 'timed_out', problems: [told, ...answer.problems]}
  }
  return checkedOutput(target.tool, target.command.output, answer)
}
