import {existsSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {readPolicyFiles, shippedRoles, type PolicyFiles} from '../../config/policy-files.ts'
import {readSafely} from '../../config/safe-file.ts'
import {alone, replaceFile} from '../../config/update-file.ts'
import {authorise} from '../../rbac/authorise.ts'
import {action} from '../../rbac/area/action.ts'
import {compilePolicy, type Policy} from '../../rbac/policy.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Work} from '../walk.ts'
import type {Host} from '../operation.ts'

type Row = Readonly<Record<string, unknown>> & {readonly permissions: readonly string[]}
type Roles = {readonly roles: Readonly<Record<string, Row>>}

/** What a role gains and what it loses. */
export type RoleChange = {readonly added?: readonly string[]; readonly removed?: readonly string[]}

/** What speaks against a change of this file, by the policy that would then hold. */
type Against = (policy: Policy, file: string) => Problem | undefined

/**
 * Changes the role in its file and on record. The policy that then holds; a dry run only says it. What cannot be done is a
 * problem. `against` is asked by the roles and users of that very moment.
 */
export async function changeRole(
  host: Host,
  work: Work,
  role: string,
  change: RoleChange,
  against: Against = () => undefined,
): Promise<Policy | Problem> {
  const {roles} = await readPolicyFiles(host.around, host.paths, work.world.config)
  const possible = async () => {
    const policy = await policyWith(host, work, role, change)
    return 'code' in policy ? policy : (against(policy, roles.file) ?? policy)
  }
  if (work.request.dryRun) return possible()
  const changed = await alone(roles.file, async () => {
    const policy = await possible()
    if (!('code' in policy)) await write(host, work, role, change)
    return policy
  })
  if (!('code' in changed)) await host.record(changedEvent(work, role, change))
  return changed
}

/** The policy as it would be with this change of the role. */
export async function policyWith(
  host: Host,
  work: Work,
  role: string,
  change: RoleChange,
): Promise<Policy | Problem> {
  const now = await readPolicyFiles(host.around, host.paths, work.world.config)
  const row = changedRow(now, role, change)
  const [problemThere] = now.problems
  if (row === undefined || problemThere !== undefined) return problemThere ?? problem('role_missing', {role})
  const roles = {...now.roles, content: withRow(now.roles.content as Roles, role, row)}
  const after = compilePolicy(roles, now.users)
  return 'problems' in after ? (after.problems[0] ?? problem('role_missing', {role})) : after.policy
}

/** May whoever calls say what roles may do? */
export function mayChangeRoles({request, world}: Work): boolean {
  const permissions = [action('rbac', 'manage')]
  const manage = {plugin: 'setup_cron', tool: 'setup_cron', readOnly: false, permissions}
  return authorise(world.policy, request.by, manage, request.door).effect === 'allow'
}

function changedRow({roles}: PolicyFiles, role: string, {added = [], removed = []}: RoleChange) {
  const row = (roles.content as Roles).roles[role]
  const kept = row?.permissions.filter((right) => !removed.includes(right)) ?? []
  return row && {...row, permissions: [...new Set([...kept, ...added])]}
}

/** A role that is again as it comes with Parrot is not written down, and a file that says nothing is none. */
async function write({around, paths}: Host, {world}: Work, role: string, change: RoleChange): Promise<void> {
  const now = await readPolicyFiles(around, paths, world.config)
  const row = changedRow(now, role, change)
  if (row === undefined) return
  const {file} = now.roles
  const shipped = (shippedRoles(around) as Roles).roles[role]
  const own = ownRoles(file, around.uid)
  const {[role]: __, ...others} = own.roles
  const asShipped = change.removed !== undefined && JSON.stringify(row) === JSON.stringify(shipped)
  const next = asShipped ? {...own, roles: others} : withRow(own, role, row)
  const empty = JSON.stringify(next) === JSON.stringify({roles: {}})
  if (empty && !existsSync(join(paths.system, 'rbac_roles.json'))) rmSync(file, {force: true})
  else replaceFile(file, `${JSON.stringify(next, undefined, 2)}\n`)
}

/** What the file itself says: the roles that come with Parrot are not written down beside it. */
function ownRoles(file: string, uid: number): Roles {
  const found = readSafely(file, uid)
  return found === undefined || 'code' in found ? {roles: {}} : (JSON.parse(found.text) as Roles)
}

function withRow(content: Roles, role: string, row: Row): Roles {
  return {...content, roles: {...content.roles, [role]: row}}
}

function changedEvent({id, request: {by, door}}: Work, role: string, change: RoleChange) {
  const payload = {call: id, role, ...change, who: by.name}
  return {event_type: 'ROLE_CHANGED', payload, source: door, correlation_id: id}
}
