import {hostPublicKey} from '../../events/host-key.ts'
import {causeOf} from '../../events/refused.ts'
import {problem, next, says, type Problem} from '../../text/problem.ts'
import {problemOf, type Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {placesOf} from '../catalog/places.ts'
import {stateNow} from '../catalog/verify-tree.ts'
import {approves} from '../approves.ts'
import {journalPlace} from '../journal-place.ts'
import type {Host, Operation} from '../operation.ts'
import {seen} from '../visible.ts'
import {namesFor} from '../without-names.ts'
import {lacksManager} from '../../sandbox/scope.ts'
import type {Health} from '../../sandbox/probe.ts'

/** `warn`: it works, weaker or less than it could. `fail`: something does not work. */
type Check = {
  readonly name: string
  readonly status: 'ok' | 'warn' | 'fail'
  readonly says: string
  readonly next?: string
}
type Look = (host: Host, work: Work) => Check[] | Promise<Check[]>

/** Is everything here that Parrot needs? Runs also while the configuration is broken, and says what to mend. */
export const doctor: Operation = {
  tool: 'doctor',
  permissions: [],
  changes: false,
  always: true,
  run: async (host, work) => {
    const foreign = work.world.problems.some(({code}) => code === 'home_foreign' || code === 'home_link')
    const looks = Object.entries(
      foreign ? {node, configuration} : {node, configuration, plugins, sandbox, key, journal, delivery, root},
    )
    return answer((await Promise.all(looks.map(([name, look]) => looked(name, look, host, work)))).flat())
  },
}

function answer(checks: readonly Check[]): Answer {
  const failed = checks.some(({status}) => status === 'fail')
  return {outcome: failed ? 'findings' : 'ok', problems: [], output: {checks}}
}

/** What is broken enough to throw is what the doctor was asked about. */
async function looked(name: string, look: Look, host: Host, work: Work): Promise<Check[]> {
  try {
    return await look(host, work)
  } catch (cause) {
    return [of(name, 'fail', problemOf(cause))]
  }
}

function node(): Check[] {
  return [of('node', 'ok', problem('doctor_node', {version: process.versions.node}))]
}

async function configuration(host: Host, {world, request}: Work): Promise<Check[]> {
  const {problems, policy, config, catalog} = world
  if (problems.length > 0) return problems.map((one) => of('configuration', 'fail', one))
  const counts = {roles: policy.roles.size, users: policy.users.size}
  const strange = Object.keys(config.plugins).filter((name) => !catalog.plugins.has(name))
  const unknown = strange.map((name) => of('configuration', 'warn', problem('doctor_config_plugin', {name})))
  const {settingProblems} = await import('../config/setting-problems.ts')
  const {wrong} = await settingProblems(host, {world}, config, undefined, (plugin) =>
    seen(plugin, world, request),
  )
  return [
    of('configuration', 'ok', problem('doctor_policy', counts)),
    ...wrong.map((one) => of('configuration', 'fail', one)),
    ...unknown,
  ]
}

async function plugins({around, paths}: Host, work: Work): Promise<Check[]> {
  const {world, request} = work
  const places = placesOf(around, paths)
  const approver = world.problems.length > 0 || approves(world.policy, request.by)
  const all = [...world.catalog.plugins.values()].filter((plugin) => approver || seen(plugin, world, request))
  const states = await Promise.all(all.map((plugin) => stateNow(plugin, places)))
  const enabled = states.filter((state) => state === 'enabled').length
  const modified = all.filter((_, at) => states[at] === 'modified')
  return [
    of('plugins', 'ok', problem('doctor_plugins', {enabled, found: all.length})),
    ...modified.map(({name}) => of('plugins', 'warn', problem('plugin_tampered', {name}))),
    ...(approver ? namesFor(work, world.catalog.problems).map((one) => of('plugins', 'warn', one)) : []),
  ]
}

async function sandbox(host: Host): Promise<Check[]> {
  const {level, limits, problem: weakness} = await host.sandbox()
  if (weakness !== undefined) return [of('sandbox', level === undefined ? 'fail' : 'warn', weakness)]
  return [
    of('sandbox', 'ok', problem('doctor_sandbox', {level: level ?? 'none'})),
    of('limits', limits === 'enforced' ? 'ok' : 'warn', aboutLimits(limits, host)),
  ]
}

function aboutLimits(limits: Health['limits'], {around: {uid, username}}: Host): Problem {
  if (limits === 'approximated' && lacksManager(uid))
    return problem('doctor_limits_unmanaged', {user: username})
  return problem(`doctor_limits_${limits}`)
}

/** Only where it does not serve: the list of plugins is sealed with it, and heads of the journal are signed. */
function key({paths}: Host, {world}: Work): Check[] {
  const {key: file} = journalPlace(paths, world.config)
  try {
    hostPublicKey(file)
    return []
  } catch (error) {
    return [of('key', 'fail', problem('host_key_unusable', {file, cause: causeOf(error)}))]
  }
}

async function journal(host: Host, {world}: Work): Promise<Check[]> {
  const {file} = journalPlace(host.paths, world.config)
  const open = await host.journal()
  const cause = open.damage()
  if (cause !== undefined) return [of('journal', 'fail', problem('journal_unreadable', {file, cause}))]
  const {journal, synchronous} = open.durability()
  const durable = journal === 'wal' && synchronous === 2
  return [
    of(
      'journal',
      durable ? 'ok' : 'fail',
      problem('doctor_journal', {file, synchronous: synchronous === 2 ? 'FULL' : synchronous}),
    ),
  ]
}

/** Nothing is said where nobody is to be told of anything. */
async function delivery(host: Host): Promise<Check[]> {
  const rows = await (await host.delivery()).list()
  if (rows.length === 0) return []
  const failing = rows.filter(({failures}) => failures > 0)
  const dead = rows.reduce((sum, row) => sum + row.dead, 0)
  return [
    of('delivery', 'ok', problem('doctor_delivery', {count: rows.length})),
    ...failing.map(({name, failures, lastError}) =>
      of('delivery', 'warn', problem('doctor_delivery_failing', {name, failures, error: lastError ?? ''})),
    ),
    ...(dead > 0 ? [of('delivery', 'warn', problem('doctor_delivery_dead', {count: dead}))] : []),
  ]
}

/** Only where the server of a machine has a helper that runs as root, and in the home of root's that says what that may do. */
async function root(host: Host): Promise<Check[]> {
  const {lookAtRoot} = await import('../root/look-root.ts')
  return (await lookAtRoot(host)).map(({status, about}) => of('root', status, about))
}

function of(name: string, status: Check['status'], about: Problem): Check {
  const cure = next(about)
  return {name, status, says: says(about), ...(cure !== undefined && {next: cure})}
}
