import {problem, says} from '../../text/problem.ts'
import type {ServerReport} from './report.ts'

type State = ServerReport['state'] | 'stopped'
type About = {readonly state: State; readonly pid: number | null; readonly version?: string}

/** What a command that starts or ends the server says of it; `lines` of its log where that is what there is to read. */
export function serverChanged(changed: boolean, {state, pid, version}: About, lines: readonly string[] = []) {
  const code = state === 'stopped' && changed ? 'server_ended' : (`server_is_${state}` as const)
  const summary = says(problem(code, {pid: pid ?? ''}))
  return {changed, state, pid, ...(version && {version}), lines: lines.map((text) => ({text})), summary}
}
