import {problem, next, says, type Problem} from '../../text/problem.ts'
import {problemOf, type Answer} from '../answer.ts'
import type {Work} from '../call.ts'
import {journalPlace} from '../journal-place.ts'
import type {Host, Operation} from '../operation.ts'

/** `warn`: it works, weaker or less than it could. `fail`: something does not work. */
type Check = {
  readonly name: string
  readonly status: 'ok' | 'warn' | 'fail'
  readonly says: string
  readonly next?: string
}

/** Is everything here that Parrot needs? Runs also while the configuration is broken, and says what to mend. */
export const doctor: Operation = {
  tool: 'doctor',
  permissions: [],
  changes: false,
  always: true,
  run: async (host, work) => {
    const checks = [
      node(),
      ...configuration(work),
      ...plugins(work),
      ...(await sandbox(host)),
      await journal(host, work),
    ]
    return answer(checks)
  },
}

function answer(checks: readonly Check[]): Answer {
  const failed = checks.some(({status}) => status === 'fail')
  return {outcome: failed ? 'findings' : 'ok', problems: [], output: {checks}}
}

function node(): Check {
  return {name: 'node', status: 'ok', says: says(problem('doctor_node', {version: process.versions.node}))}
}

function configuration({world: {problems, policy}}: Work): Check[] {
  if (problems.length > 0) return problems.map((one) => of('configuration', 'fail', one))
  const counts = {roles: policy.roles.size, users: policy.users.size}
  return [of('configuration', 'ok', problem('doctor_policy', counts))]
}

function plugins({world: {catalog}}: Work): Check[] {
  const enabled = [...catalog.plugins.values()].filter(({state}) => state === 'enabled').length
  const count = of('plugins', 'ok', problem('doctor_plugins', {enabled, found: catalog.plugins.size}))
  return [count, ...catalog.problems.map((one) => of('plugins', 'warn', one))]
}

async function sandbox(host: Host): Promise<Check[]> {
  const {level, limits, problem: weakness} = await host.sandbox()
  if (weakness !== undefined) return [of('sandbox', level === undefined ? 'fail' : 'warn', weakness)]
  const held = of('limits', limits === 'enforced' ? 'ok' : 'warn', problem(`doctor_limits_${limits}`))
  return [of('sandbox', 'ok', problem('doctor_sandbox', {level: level ?? 'none'})), held]
}

async function journal(host: Host, {world}: Work): Promise<Check> {
  const {file} = journalPlace(host.paths, world.config)
  try {
    const {journal, synchronous} = (await host.journal()).durability()
    return of('journal', 'ok', problem('doctor_journal', {file, journal, synchronous}))
  } catch (cause) {
    return of('journal', 'fail', problemOf(cause))
  }
}

function of(name: string, status: Check['status'], about: Problem): Check {
  const cure = next(about)
  return {name, status, says: says(about), ...(cure !== undefined && {next: cure})}
}
