import {problem, type Problem} from '../text/problem.ts'
import {unknownRole} from './inherit.ts'
import type {Row} from './shape.ts'

/** A person or a program that Parrot knows, and the evidence that it is them at a door of this machine. */
export type User = {
  readonly name: string
  readonly roles: readonly string[]
  readonly uid?: number
  /** The name of an account of the operating system. */
  readonly os?: string
}

type Evidence = {readonly uid?: number | undefined; readonly os?: string | undefined}

export const userFields = {
  form: '{"users": {"NAME": {"roles": ["ROLE"]}}}',
  must: {roles: 'a list of texts'},
  may: {uid: 'a uid', os: 'text', api_key_hash: 'text', created: 'text', description: 'text'},
} as const

/** The user of a row that has the fields above. */
export function userOf(row: Row, name: string): User {
  const {roles, uid, os} = row as {roles: string[]; uid?: number; os?: string}
  return {name, roles, ...(uid !== undefined && {uid}), ...(os !== undefined && {os})}
}

/** A problem for each role that does not exist, and each uid or account that two users claim. */
export function userProblems(
  file: string,
  users: ReadonlyMap<string, User>,
  roles: ReadonlyMap<string, unknown>,
): Problem[] {
  const owners = new Map<string, string>()
  return [...users.values()].flatMap((user) => [
    ...user.roles
      .filter((role) => !roles.has(role))
      .map((role) => unknownRole(file, `users.${user.name}.roles`, role, roles)),
    ...evidenceOf(user).flatMap(([key, evidence]) => {
      const owner = owners.get(evidence) ?? user.name
      owners.set(evidence, owner)
      const path = `users.${user.name}.${key}`
      return owner === user.name ? [] : [problem('evidence_twice', {file, path, evidence, user: owner})]
    }),
  ])
}

/** What tells this user from others, with the key it stands under: `uid 1000`, `account pi`. */
export function evidenceOf({uid, os}: Evidence): ['uid' | 'os', string][] {
  return [
    ...(uid === undefined ? [] : [['uid', `uid ${uid}`] as ['uid', string]]),
    ...(os === undefined ? [] : [['os', `account ${os}`] as ['os', string]]),
  ]
}
