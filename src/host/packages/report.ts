import {problem, says, type Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import {planDigest} from './digest.ts'
import type {Change, Installed, PackageManager, Pending} from './manager.ts'
import {rebootAfter} from './reboot.ts'

/** What an update would do, as `plan` answers it; `downloadBytes` is null where nobody asked. */
export function planOf(manager: PackageManager, pending: Pending, downloadBytes: number | null = null) {
  const {changes, kept, listsAt} = pending
  const plan = planDigest(manager.name, changes)
  const numbers = {...countsOf(pending), size: `${((downloadBytes ?? 0) / 1e6).toFixed(1)} MB`, plan}
  const summary = says(problem(changes.length === 0 ? 'update_nothing' : 'update_plan', numbers))
  const reboot = rebootAfter(manager, changes)
  return {
    manager: manager.name,
    plan,
    summary,
    changes: changes.map(withKind),
    kept,
    downloadBytes,
    listsAt,
    reboot,
  }
}

export function countsOf({changes, kept}: Pending) {
  const security = changes.filter((change) => change.security).length
  return {count: changes.length, security, kept: kept.length}
}

/** One word for a table. */
function withKind(change: Change) {
  const kind = change.security ? 'security' : change.from === null ? 'new' : ''
  return {...change, kind}
}

/** `name from → to`, for a sentence or a record. */
export function shown({name, from, to}: Change): string {
  return `${name} ${from ?? '-'} → ${to}`
}

/** What was left half way, if anything was. */
export function halfway({mend}: PackageManager, installed: readonly Installed[]): Problem[] {
  const unsettled = installed.filter(({settled}) => !settled).map(({name, state}) => `${name} (${state})`)
  return unsettled.length > 0 ? [problem('update_unsettled', {names: unsettled.join(', '), mend})] : []
}

export const failed = (...problems: readonly Problem[]): Answer => ({outcome: 'failed', problems})
