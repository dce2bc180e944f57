import {problem, type Problem} from '../text/problem.ts'
import {dropTo} from './drop.ts'
import type {Entry} from './entry.ts'
import {filterFor} from './filter.ts'
import {furnish, type Tenant} from './furnish.ts'
import {openGrants, type Opened, type Owner} from './grants.ts'
import {countedBy, rlimitsFor, type Counted} from './limits.ts'
import {listenWith} from './listener.ts'
import type {SandboxOptions} from './options.ts'
import type {Plan} from './plan.ts'
import {newPolicy, release, written, type Policy} from './policy.ts'
import {runUser} from './run-user.ts'
import type {Job, Level} from './sandbox.ts'
import {given, shim} from './shim.ts'
import {canWatch} from './watch-tree.ts'

/**
 * The plan for a job held by bubblewrap: by an ordinary user in a namespace of its own; under root the mounts are made as
 * root, and every privilege is given up before anything of the job runs. A problem where it asks for what cannot be given.
 */
export function confine(job: Job, entry: Entry, bwrap: string, options: SandboxOptions): Plan | Problem {
  const policy = newPolicy()
  let plan: Plan | Problem | undefined
  try {
    plan = draw(policy, job, entry, bwrap, options)
    return plan
  } finally {
    if (plan === undefined || 'code' in plan) release(policy)
  }
}

function draw(
  policy: Policy,
  job: Job,
  entry: Entry,
  bwrap: string,
  options: SandboxOptions,
): Plan | Problem {
  const filter = filterFor(process.arch, job.grants.sys.includes('root'))
  if (filter === undefined) return problem('machine_unknown', {machine: process.arch})
  const opened = unsupported(job, options) ?? openGrants(policy, job, options.own)
  if ('code' in opened) return opened
  const who = whoOf(job, opened, options)
  if ('code' in who) return who
  const tenant = {job, entry, options, who, opened}
  const furnished = furnish(policy, tenant)
  if ('code' in furnished) return furnished
  return {
    level: levelOf(job, countedBy(options.uid), who),
    argv: [bwrap, ...commandLine(tenant, furnished.node)],
    env: {PATH: '/usr/bin:/bin'},
    cwd: '/',
    policy: written(policy),
    filter,
    mounts: policy.held,
    enclosed: true,
    connect: job.grants.connect,
    leftovers: [],
  }
}

function unsupported({grants}: Job, {uid}: SandboxOptions): Problem | undefined {
  const other = grants.sys.find((kind) => kind !== 'root' && kind !== 'backup')
  if (other !== undefined) return problem('sandbox_sys', {kind: other})
  return grants.sys.includes('root') && uid !== 0 ? problem('sandbox_sys_root') : undefined
}

function whoOf(job: Job, opened: readonly Opened[], {uid}: SandboxOptions): Owner | Problem {
  return uid === 0 ? runUser(job, opened) : {uid, gid: process.getgid?.() ?? uid}
}

function commandLine({job, entry, options, who}: Tenant, node: string): string[] {
  const file = `/plugin/${entry.file}`
  const inner = shim({
    call: job.call,
    limits: rlimitsFor(job, countedBy(options.uid)),
    command: entry.javascript ? [node, file] : [file],
    ...(job.grants.connect.length > 0 && {before: listenWith(node)}),
  })
  const policy = ['--args', String(given.policy), '--json-status-fd', String(given.status), '--']
  return [...policy, ...(options.uid === 0 ? dropTo(who) : []), ...inner]
}

function levelOf({grants}: Job, counted: Counted, {uid}: Owner): Level {
  const weak = [
    ...(uid === 0 ? grants.sys.map((kind) => `sys:${kind}`) : []),
    ...(counted === 'by user' ? ['pids'] : []),
    ...(canWatch() ? [] : ['memory']),
  ]
  return weak.length === 0 ? 'enforced' : `degraded(${weak.join(', ')})`
}
