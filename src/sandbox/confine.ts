import {problem, type Problem} from '../text/problem.ts'
import {dropTo, neededToDrop} from './drop.ts'
import type {Entry} from './entry.ts'
import {environment} from './environment.ts'
import {filterFor} from './filter.ts'
import {openGrants, mountGrants, type Owner} from './grants.ts'
import {countedBy, rlimitsFor, type Counted} from './limits.ts'
import {listenWith, proxyAddress} from './listener.ts'
import type {SandboxOptions} from './options.ts'
import {mountData, mountNode, mountPlugin} from './own-folders.ts'
import type {Plan} from './plan.ts'
import {newPolicy, release, written, type Policy} from './policy.ts'
import {mountRoot} from './root-folder.ts'
import {runUser} from './run-user.ts'
import type {Job, Level} from './sandbox.ts'
import {given, shim} from './shim.ts'
import {canWatch} from './watch-tree.ts'

const namespaces =
  '--unshare-ipc --unshare-pid --as-pid-1 --unshare-uts --unshare-cgroup-try --unshare-net --new-session'
/** Only what is open to an ordinary user: root needs none, and would be root in there. */
const ownUsers = '--unshare-user --disable-userns'

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
  const proxied = job.grants.connect.length > 0
  const env = environment(job.env, options.env, {
    home: '/data',
    tmp: '/tmp',
    ...(proxied && {proxy: proxyAddress}),
  })
  if ('problem' in env) return env.problem
  const opened = unsupported(job, options) ?? openGrants(policy, job, options.own)
  if ('code' in opened) return opened
  const who =
    options.uid === 0 ? runUser(job, opened) : {uid: options.uid, gid: process.getgid?.() ?? options.uid}
  if ('code' in who) return who

  policy.words.push(...privileges(who, options), ...variables(env.variables))
  mountRoot(policy, who, job.limits.diskBytes, options.cache)
  const node = entry.javascript || proxied ? mountNode(policy, options) : ''
  const wrong = mountData(policy, job, who, options)
  if (wrong) return wrong
  mountGrants(policy, opened, options.own)
  // The plugin last: without the whole policy there is nothing to start.
  const unreadable = mountPlugin(policy, job, entry, options)
  if (unreadable) return unreadable
  policy.words.push('--remount-ro', '/', '--chdir', '/plugin', '--seccomp', String(given.filter))

  const file = `/plugin/${entry.file}`
  const counted = countedBy(options.uid)
  const limits = rlimitsFor(job, counted)
  const command = entry.javascript ? [node, file] : [file]
  const inner = shim({call: job.call, limits, command, ...(proxied && {before: listenWith(node)})})
  const outer = [
    bwrap,
    '--args',
    String(given.policy),
    '--json-status-fd',
    String(given.status),
    '--',
  ] as const
  return {
    level: levelOf(counted, who),
    argv: [...outer, ...(options.uid === 0 ? dropTo(who) : []), ...inner],
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

function levelOf(counted: Counted, {uid}: Owner): Level {
  const weak = [
    ...(uid === 0 ? ['sys:root'] : []),
    ...(counted === 'by user' ? ['pids'] : []),
    ...(canWatch() ? [] : ['memory']),
  ]
  return weak.length === 0 ? 'enforced' : `degraded(${weak.join(', ')})`
}

function unsupported({grants}: Job, {uid}: SandboxOptions): Problem | undefined {
  const other = grants.sys.find((kind) => kind !== 'root')
  if (other !== undefined) return problem('sandbox_sys', {kind: other})
  return grants.sys.length > 0 && uid !== 0 ? problem('sandbox_sys_root') : undefined
}

function privileges(who: Owner, {uid}: SandboxOptions): string[] {
  const capabilities = uid === 0 ? neededToDrop(who).flatMap((name) => ['--cap-add', name]) : []
  const users = uid === 0 ? [] : ownUsers.split(' ')
  return [...users, ...namespaces.split(' '), '--hostname', 'parrot', '--cap-drop', 'ALL', ...capabilities]
}

function variables(env: Readonly<Record<string, string>>): string[] {
  return ['--clearenv', ...Object.entries(env).flatMap(([name, value]) => ['--setenv', name, value])]
}
