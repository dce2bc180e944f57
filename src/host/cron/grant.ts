import {readPolicyFiles} from '../../config/policy-files.ts'
import {readSafely} from '../../config/safe-file.ts'
import {alone, replaceFile} from '../../config/update-file.ts'
import {authorise} from '../../rbac/authorise.ts'
import {action} from '../../rbac/area/action.ts'
import {compilePolicy, type Policy} from '../../rbac/policy.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Work} from '../call.ts'
import type {Host} from '../operation.ts'

type Row = Readonly<Record<string, unknown>> & {readonly permissions: readonly string[]}
type Roles = {readonly roles: Readonly<Record<string, Row>>}

/**
 * Adds these rights to the role, as an admin asked for: what cannot be given so is a problem. The policy that then holds; a
 * dry run only says it.
 */
export async function grantToRole(
  host: Host,
  work: Work,
  role: string,
  rights: readonly string[],
): Promise<Policy | Problem> {
  const manage = {
    plugin: 'setup_cron',
    tool: 'setup_cron',
    readOnly: false,
    permissions: [action('rbac', 'manage')],
  }
  const {request, world} = work
  if (authorise(world.policy, request.by, manage, request.door).effect !== 'allow')
    return problem('schedule_admin', {role, rights: rights.join(', ')})
  const {roles} = await readPolicyFiles(host.around, host.paths, world.config)
  if (!roles.file.endsWith('.json'))
    return problem('schedule_roles_file', {file: roles.file, role, rights: rights.join(', ')})
  const change = async () => {
    const now = await readPolicyFiles(host.around, host.paths, world.config)
    const row = withRights((now.roles.content as Roles).roles[role], rights)
    const [problemThere] = now.problems
    if (row === undefined || problemThere !== undefined)
      return problemThere ?? problem('role_missing', {role})
    const after = compilePolicy(
      {...now.roles, content: withRow(now.roles.content as Roles, role, row)},
      now.users,
    )
    if ('problems' in after) return after.problems[0] ?? problem('role_missing', {role})
    const own = withRow(ownRoles(roles.file, host.around.uid), role, row)
    if (!request.dryRun) replaceFile(roles.file, `${JSON.stringify(own, undefined, 2)}\n`)
    return after.policy
  }
  const granted = request.dryRun ? await change() : await alone(roles.file, change)
  if (!('code' in granted) && !request.dryRun) await host.record(changed(work, role, rights))
  return granted
}

function withRights(row: Row | undefined, rights: readonly string[]): Row | undefined {
  return row && {...row, permissions: [...new Set([...row.permissions, ...rights])]}
}

/** What the file itself says: the roles that come with Parrot are not written down beside it. */
function ownRoles(file: string, uid: number): Roles {
  const found = readSafely(file, uid)
  return found === undefined || 'code' in found ? {roles: {}} : (JSON.parse(found.text) as Roles)
}

function withRow(content: Roles, role: string, row: Row): Roles {
  return {...content, roles: {...content.roles, [role]: row}}
}

function changed({id, request: {by, door}}: Work, role: string, rights: readonly string[]) {
  const payload = {call: id, role, added: rights, who: by.name}
  return {event_type: 'ROLE_CHANGED', payload, source: door, correlation_id: id}
}
