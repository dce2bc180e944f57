import type {Problem} from '../text/problem.ts'
import {neededToDrop} from './drop.ts'
import type {Entry} from './entry.ts'
import {environment} from './environment.ts'
import {mountGrants, type Opened, type Owner} from './grants.ts'
import {proxyAddress} from './listener.ts'
import type {SandboxOptions} from './options.ts'
import {mountData, mountNode, mountPlugin} from './own-folders.ts'
import type {Policy} from './policy.ts'
import {mountRoot} from './root-folder.ts'
import type {Job} from './sandbox.ts'
import {given} from './shim.ts'

const namespaces =
  '--unshare-ipc --unshare-pid --as-pid-1 --unshare-uts --unshare-cgroup-try --unshare-net --new-session'
/** Only what is open to an ordinary user: root needs none, and would be root in there. */
const ownUsers = '--unshare-user --disable-userns'

/** What a sandbox is to be furnished for. `who` runs in it. */
export type Tenant = {
  readonly job: Job
  readonly entry: Entry
  readonly options: SandboxOptions
  readonly who: Owner
  readonly opened: readonly Opened[]
}

/** Writes the whole policy of a sandbox and says where Node is in it, if it is there; or what cannot be had. */
export function furnish(policy: Policy, tenant: Tenant): {readonly node: string} | Problem {
  const {job, entry, options, who, opened} = tenant
  const proxied = job.grants.connect.length > 0
  const proxy = proxied ? {proxy: proxyAddress} : {}
  const env = environment(job.env, options.env, {home: '/data', tmp: '/tmp', ...proxy})
  if ('problem' in env) return env.problem

  policy.words.push(...privileges(who, options), ...variables(env.variables))
  mountRoot(policy, who, job.limits.diskBytes, options.cache)
  const node = entry.javascript || proxied ? mountNode(policy, options) : ''
  const wrong = mountData(policy, job, who, options)
  if (wrong) return wrong
  mountGrants(policy, opened, options.own, job.grants)
  // The plugin last: where a part of the policy is lost, there is nothing to start.
  const unreadable = mountPlugin(policy, job, entry, options)
  if (unreadable) return unreadable
  policy.words.push('--remount-ro', '/')
  return {node}
}

function privileges(who: Owner, {uid}: SandboxOptions): string[] {
  const capabilities = uid === 0 ? neededToDrop(who).flatMap((name) => ['--cap-add', name]) : []
  const users = uid === 0 ? [] : ownUsers.split(' ')
  const filter = ['--seccomp', String(given.filter)]
  const names = ['--hostname', 'parrot', '--chdir', '/plugin']
  return [...users, ...namespaces.split(' '), '--cap-drop', 'ALL', ...capabilities, ...filter, ...names]
}

function variables(env: Readonly<Record<string, string>>): string[] {
  return ['--clearenv', ...Object.entries(env).flatMap(([name, value]) => ['--setenv', name, value])]
}
