import {alone, replaceFile} from '../../config/update-file.ts'
import {readPolicyFiles} from '../../config/policy-files.ts'
import {withGrant, withoutUser, withUser} from '../../rbac/edit.ts'
import {identify, type Account} from '../../rbac/identify.ts'
import {compilePolicy, type Policy} from '../../rbac/policy.ts'
import type {UsersFile} from '../../rbac/schema.ts'
import {unrestricted} from '../../rbac/unrestricted.ts'
import type {User} from '../../rbac/user.ts'
import {notThere} from '../../text/not-there.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import {done, wrong, type Host, type Operation} from '../operation.ts'

/** Milliseconds that a directory of accounts gets to answer. */
const patienceMs = 3000

type Edit = (policy: Policy, file: UsersFile) => UsersFile | Problem

const user = {type: 'string', description: 'Name of the user'}
const input = (properties: Record<string, unknown>, required: readonly string[]) =>
  ({type: 'object', required, properties, additionalProperties: false}) as const

export const userList: Operation = {
  tool: 'user_list',
  permissions: ['rbac:read'],
  changes: false,
  run: async (_host, {world}) => done({users: [...world.policy.users.values()]}),
}

export const userShow: Operation = {
  tool: 'user_show',
  permissions: ['rbac:read'],
  changes: false,
  input: input({user}, ['user']),
  run: async (_host, {world, values}) => {
    const found = world.policy.users.get(String(values['user']))
    return found === undefined ? wrong(noUser(world.policy, String(values['user']))) : done(found)
  },
}

export const userAdd: Operation = {
  tool: 'user_add',
  permissions: ['rbac:manage'],
  changes: true,
  input: input(
    {user, roles: {type: 'array', items: {type: 'string'}}, uid: {type: 'integer'}, os: {type: 'string'}},
    ['user', 'roles'],
  ),
  run: async (host, work) => {
    const {user, roles, uid, os} = work.values as {user: string; roles: string[]; uid?: number; os?: string}
    const created = new Date(host.now()).toISOString()
    const row = {roles, ...(uid !== undefined && {uid}), ...(os !== undefined && {os}), created}
    if (work.world.policy.roles.has(user)) return wrong(problem('user_role_name', {user}))
    const added = await edit(host, work, user, (policy, file) => withUser(policy, file, user, row))
    const nobody = added.outcome === 'ok' && os !== undefined && (await isNobody(os, work.request.signal))
    return nobody ? {...added, problems: [problem('user_os_missing', {user, os})]} : added
  },
}

export const userRemove: Operation = {
  tool: 'user_remove',
  permissions: ['rbac:manage'],
  changes: true,
  input: input({user}, ['user']),
  run: (host, work) => {
    const name = String(work.values['user'])
    return edit(host, work, name, (policy, file) => withoutUser(policy, file, name, ownerAsking(host, work)))
  },
}

export const userGrant: Operation = {
  tool: 'user_grant',
  permissions: ['rbac:manage'],
  changes: true,
  input: input({user, role: {type: 'string'}}, ['user', 'role']),
  run: (host, work) => {
    const {user, role} = work.values as {user: string; role: string}
    return edit(host, work, user, (policy, file) => withGrant(policy, file, user, role))
  },
}

/** For whoever may look at users, or change them. */
export function noUser({users}: Pick<Policy, 'users'>, user: string): Problem {
  return notThere('user_missing', {user}, user, users.keys())
}

/** Is there no account of this name? One may be made later, so this is no refusal; where the lists of accounts give no answer nothing is known. */
async function isNobody(os: string, signal: AbortSignal): Promise<boolean> {
  const {systemAccount} = await import('../system-account.ts')
  try {
    return (await systemAccount(os, AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])))?.name !== os
  } catch {
    return false
  }
}

/** Takes the hash of a key out of that user's row. */
export function withoutHash(host: Host, work: Work, name: string): Promise<Answer> {
  return edit(host, work, name, (_, file) => {
    const {api_key_hash: __, ...row} = file.users[name] ?? {roles: []}
    return {...file, users: {...file.users, [name]: row}}
  })
}

/** One edit at a time, of the file as it is now; what comes out must compile, or the old file stays. */
async function edit({around, paths}: Host, {world}: Work, name: string, change: Edit): Promise<Answer> {
  const {users} = await readPolicyFiles(around, paths, world.config)
  return alone(users.file, async () => {
    const now = await readPolicyFiles(around, paths, world.config)
    const compiled = compilePolicy(now.roles, now.users)
    const problems = [...now.problems, ...('problems' in compiled ? compiled.problems : [])]
    if ('problems' in compiled || problems.length > 0) return {outcome: 'broken', problems}

    const changed = change(compiled.policy, now.users.content as UsersFile)
    if ('code' in changed) return wrong(changed)
    const after = compilePolicy(now.roles, {...now.users, content: changed})
    if ('problems' in after) return wrong(...after.problems)
    if (losesAdmin(ownerOf({around}), compiled.policy, after.policy))
      return wrong(problem('user_self', {file: users.file}))
    replaceFile(users.file, `${JSON.stringify(changed, undefined, 2)}\n`)
    return done(
      after.policy.users.get(name) ?? ({name, removed: true} satisfies Partial<User> & {removed: true}),
    )
  })
}

/** Who asks, if it is the owner. The home of a machine's server belongs to an account that is nobody's: an admin fewer there is one that nobody makes up for. */
function ownerAsking(host: Host, {request: {door, person}}: Work): Account | undefined {
  return door === 'terminal' && person === undefined ? ownerOf(host) : undefined
}

/** Another home is not changed at all. */
const ownerOf = ({around}: Pick<Host, 'around'>): Account => ({...around, ownsHome: true})

/** Would whoever is at this terminal lose the right to everything? There would be no way back but by hand. */
function losesAdmin(account: Account, before: Policy, after: Policy): boolean {
  return unrestricted(before, identify(before, account)) && !unrestricted(after, identify(after, account))
}
