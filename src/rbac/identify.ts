import {notThere} from '../text/not-there.ts'
import type {Problem} from '../text/problem.ts'
import type {Principal} from './decision.ts'
import type {Policy} from './policy.ts'
import {shown} from './shown.ts'
import type {User} from './user.ts'

/** What the kernel says about who is at this door, never what they say themselves. */
export type Account = {
  readonly uid: number
  /** Of the account with that uid, where the system knows one. */
  readonly username?: string
  /** Parrot's home belongs to that uid, and this is that person's own terminal. */
  readonly ownsHome: boolean
}

/**
 * The user of that uid, else of that account name; else the owner of Parrot's home, as `admin`; else someone
 * without roles. Only a user is ever called by a user's name.
 */
export function identify(policy: Policy, account: Account): Principal {
  const evidence = `uid ${account.uid}`
  const user = userFor(policy, account)
  if (user !== undefined) return {name: user.name, roles: user.roles, evidence}
  const {username} = account
  const name = username === undefined || policy.users.has(username) ? evidence : username
  return {name, roles: account.ownsHome ? ['admin'] : [], evidence}
}

/** An AI agent that this account started: the role `agent`, and never more than its own. A user of that name is somebody else. */
export function agentOf(policy: Policy, account: Account): Principal {
  const owner = identify(policy, account)
  const name = policy.users.has('agent') ? `agent of ${owner.evidence}` : 'agent'
  return {name, roles: ['agent'], evidence: `started by ${owner.evidence}`, owner}
}

/** The principal that `who` stands for in a question: a user, else a role. Never one to run anything as. */
export function principalNamed(policy: Policy, who: string): Principal | Problem {
  const user = policy.users.get(who)
  if (user !== undefined) return {name: who, roles: user.roles, evidence: 'named'}
  if (policy.roles.has(who)) return {name: who, roles: [who], evidence: 'named'}
  return notThere('who_unknown', {who: shown(who)}, who, [...policy.users.keys(), ...policy.roles.keys()])
}

function userFor({users}: Policy, {uid, username}: Account): User | undefined {
  const all = [...users.values()]
  const byUid = all.find((user) => user.uid === uid)
  if (byUid !== undefined || username === undefined) return byUid
  return (
    all.find((user) => user.os === username && user.uid === undefined) ?? namesake(users.get(username), uid)
  )
}

/**
 * A row without evidence, as in the seeds, means the person's account of that name, not a service's like
 * `backup`.
 */
function namesake(user: User | undefined, uid: number): User | undefined {
  const person = uid === 0 || (uid >= 1000 && uid < 60_000)
  return user !== undefined && person && user.uid === undefined && user.os === undefined ? user : undefined
}
