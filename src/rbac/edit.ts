import {notThere} from '../text/not-there.ts'
import {problem, type Problem} from '../text/problem.ts'
import {identify, type Account} from './identify.ts'
import {listed} from './inherit.ts'
import type {Policy} from './policy.ts'
import type {UserRow, UsersFile} from './schema.ts'
import {isName, isUid} from './shape.ts'
import {shown} from './shown.ts'
import {unrestricted} from './unrestricted.ts'
import {evidenceOf} from './user.ts'

/**
 * `file` with a new user; `policy` is what `file` compiled to. A problem where the row could not stand there.
 */
export function withUser(policy: Policy, file: UsersFile, user: string, row: UserRow): UsersFile | Problem {
  return (
    nameProblem(file, user) ??
    rolesProblem(policy, user, row.roles) ??
    evidenceProblem(policy, row) ?? {...file, users: {...file.users, [user]: row}}
  )
}

/** `file` without that user. A problem where nobody would be left who may do everything; the owner of Parrot's home counts who asks for it. */
export function withoutUser(
  policy: Policy,
  file: UsersFile,
  user: string,
  owner: Account | undefined,
): UsersFile | Problem {
  if (!Object.hasOwn(file.users, user))
    return notThere('user_missing', {user: shown(user)}, user, Object.keys(file.users))
  const {[user]: _, ...users} = file.users
  const left = {...policy, users: new Map([...policy.users].filter(([name]) => name !== user))}
  const nobody = lastAdmin(policy, user) && !(owner && unrestricted(left, identify(left, owner)))
  return nobody ? problem('user_last_admin', {user}) : {...file, users}
}

/** `file` with one more role for that user. */
export function withGrant(policy: Policy, file: UsersFile, user: string, role: string): UsersFile | Problem {
  const row = Object.hasOwn(file.users, user) ? file.users[user] : undefined
  if (row === undefined) return notThere('user_missing', {user: shown(user)}, user, Object.keys(file.users))
  if (row.roles.includes(role)) return problem('user_has_role', {user, role})
  const wrong = rolesProblem(policy, user, [role])
  return wrong ?? {...file, users: {...file.users, [user]: {...row, roles: [...row.roles, role]}}}
}

function nameProblem(file: UsersFile, user: string): Problem | undefined {
  if (!isName(user)) return problem('user_name', {user: shown(user)})
  return Object.hasOwn(file.users, user) ? problem('user_exists', {user}) : undefined
}

function rolesProblem({roles}: Policy, user: string, wanted: readonly string[]): Problem | undefined {
  if (wanted.length === 0) return problem('user_roles', {user, known: listed(roles)})
  const missing = wanted.find((role) => !roles.has(role))
  return missing === undefined
    ? undefined
    : notThere('user_role', {role: shown(missing), known: listed(roles)}, missing, roles.keys())
}

function evidenceProblem({users}: Policy, row: UserRow): Problem | undefined {
  if (row.uid !== undefined && !isUid(row.uid)) return problem('user_uid', {uid: String(row.uid)})
  const taken = new Map(
    [...users.values()].flatMap((user) => evidenceOf(user).map(([, one]) => [one, user.name])),
  )
  for (const [, evidence] of evidenceOf(row)) {
    const user = taken.get(evidence)
    if (user !== undefined) return problem('user_evidence', {evidence, user})
  }
  return undefined
}

/** Does this user hold a bare `*`, and no other? */
function lastAdmin({roles, users}: Policy, user: string): boolean {
  const admins = [...users.values()].filter((one) =>
    one.roles.some((role) => (roles.get(role)?.table.rest.allow.length ?? 0) > 0),
  )
  return admins.length === 1 && admins[0]?.name === user
}
