import type {Health} from '../../sandbox/probe.ts'
import {lacksManager} from '../../sandbox/scope.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Host} from '../operation.ts'
import {check, type Check} from './check.ts'

/** How well are plugins confined and limited here? */
export async function sandbox(host: Host): Promise<Check[]> {
  const {level, limits, problem: weakness} = await host.sandbox()
  if (weakness !== undefined) return [check('sandbox', level === undefined ? 'fail' : 'warn', weakness)]
  return [
    check('sandbox', 'ok', problem('doctor_sandbox', {level: level ?? 'none'})),
    check('limits', limits === 'enforced' ? 'ok' : 'warn', aboutLimits(limits, host)),
  ]
}

function aboutLimits(limits: Health['limits'], {around: {uid, username}}: Host): Problem {
  if (limits === 'approximated' && lacksManager(uid))
    return problem('doctor_limits_unmanaged', {user: username})
  return problem(`doctor_limits_${limits}`)
}
