import {within} from '../rbac/area/fs.ts'
import {problem, type Problem} from '../text/problem.ts'
import {handOver} from './data-folder.ts'
import {roomFor} from './disk.ts'
import type {Entry} from './entry.ts'
import {openExact} from './exact.ts'
import type {Owner} from './grants.ts'
import type {SandboxOptions} from './options.ts'
import {hold, makeFolder, mount, scratch, type Policy} from './policy.ts'
import {copyInto, openNode, openToAll} from './readable.ts'
import type {Job} from './sandbox.ts'

/** Below what no plugin is ever granted, so that no grant is mounted over it. */
const nodeInside = '/run/parrot/node'

/** Mounts the plugin's folder, read-only, as /plugin; under root a copy where its files are closed to other users. */
export function mountPlugin(
  policy: Policy,
  {dir}: Job,
  {file}: Entry,
  {uid}: SandboxOptions,
): Problem | undefined {
  if (uid === 0 && !(openToAll(dir) && openToAll(`${dir}/${file}`))) return copyInto(policy, dir)
  const exact = openExact(dir)
  if ('code' in exact) return exact
  mount(policy, '--ro-bind-fd', hold(policy, exact.fd), '/plugin')
  return undefined
}

/** Mounts what the plugin keeps as /data, as the run's user's own; where nothing is kept, scratch space or nothing. */
export function mountData(policy: Policy, job: Job, who: Owner, {uid}: SandboxOptions): Problem | undefined {
  const {data, readOnly, limits} = job
  if (data === undefined) {
    if (readOnly) makeFolder(policy, '/data')
    else scratch(policy, '/data', limits.diskBytes)
    return undefined
  }
  const exact = openExact(data)
  if ('code' in exact) return exact
  const held = hold(policy, exact.fd)
  if (!readOnly && roomFor(data) < 0) return problem('sandbox_disk_full', {path: data})
  if (uid === 0) handOver(exact.fd, who)
  mount(policy, readOnly ? '--ro-bind-fd' : '--bind-fd', held, '/data')
  return undefined
}

/** Makes Parrot's Node visible, the program alone, and says where. */
export function mountNode(policy: Policy, {node, uid, cache}: SandboxOptions): string {
  const forAll = uid === 0
  if (within(node, '/usr') && (!forAll || openToAll(node))) return node
  makeFolder(policy, '/run/parrot')
  mount(policy, '--ro-bind-fd', hold(policy, openNode(node, cache, forAll)), nodeInside)
  return nodeInside
}
