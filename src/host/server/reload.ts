import {problem, says} from '../../text/problem.ts'
import type {Builtin} from '../builtin.ts'
import {askReload} from './ask-reload.ts'
import {otherServer} from './other.ts'

/** Has the server read configuration, roles, users and plugins anew, and says what it found wrong with them. */
export const serverReload: Builtin = async ({host}) => {
  const said = await askReload(host)
  if (said === 'nobody')
    return {outcome: 'failed', problems: [(await otherServer(host)) ?? problem('server_stopped')]}
  if ('outcome' in said) return said
  const changed = said.changed.length > 0
  const findings = said.problems.length > 0
  const problems = said.problems.map((text) => ({text}))
  const summary = says(problem(changed ? 'server_reloaded' : 'server_reloaded_same'))
  return {outcome: findings ? 'findings' : 'ok', problems: [], output: {changed, problems, findings, summary}}
}
