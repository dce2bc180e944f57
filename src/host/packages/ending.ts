import {problem, type Problem} from '../../text/problem.ts'
import {listed} from './difference.ts'
import type {Check} from './health.ts'
import type {End, Installed} from './manager.ts'
import type {WayBack} from './undo.ts'

/** `harm`: there is reason to take it back. */
type Ending = {
  readonly result: 'updated' | 'failed' | 'worse' | 'unchecked'
  readonly harm: boolean
  readonly problems: readonly Problem[]
}

/** How an update ended: what the manager says first, then how the machine is. That it could not be asked is no harm yet. */
export function judged(
  {end, cause}: End,
  unsettled: readonly Installed[],
  after: readonly Check[] | Problem,
  ill: readonly Check[],
  mend: string,
): Ending {
  const left = unsettled.map(({name, state}) => `${name} (${state})`)
  const checks = ill.map(({id, sentence}) => `${id}: ${sentence}`)
  const notDone = end !== 'done' || left.length > 0
  const problems = [
    ...(notDone ? [problem('update_failed', {cause: cause || '-', unsettled: listed(left), mend})] : []),
    ...(checks.length > 0 ? [problem('update_worse', {checks: listed(checks)})] : []),
    ...('code' in after ? [problem('update_unchecked', {outcome: String(after.params['outcome'])})] : []),
  ]
  if (notDone) return {result: 'failed', harm: true, problems}
  if (checks.length > 0) return {result: 'worse', harm: true, problems}
  return {result: 'code' in after ? 'unchecked' : 'updated', harm: false, problems}
}

/** What became of taking it back, in sentences. */
export function told(wayBack: WayBack | null): Problem[] {
  if (wayBack === null) return []
  const {done, command, missing, cause} = wayBack
  const lost = missing.length > 0 ? [problem('update_way_back_missing', {packages: listed(missing)})] : []
  if (done) return [problem('update_rolled_back'), ...lost]
  if (command === null) return lost
  const tried = cause === null ? [] : [problem('update_not_rolled_back', {cause})]
  return [...tried, problem('update_way_back', {command}), ...lost]
}
