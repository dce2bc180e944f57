import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Problem} from '../text/problem.ts'
import type {Config} from './config.ts'
import type {Paths, Surroundings} from './paths.ts'
import {parse} from './parse.ts'
import {readSafely} from './safe-file.ts'

/** A file as it was read: its name for people, and what JSON made of it. Nothing about its content is checked here. */
export type Source = {readonly file: string; readonly content: unknown}

export type PolicyFiles = {
  readonly roles: Source
  readonly users: Source
  readonly problems: readonly Problem[]
}

/**
 * Roles and users as their files have them. Roles are the ones Parrot comes with, and over them, role by role, those of
 * `rbac_roles.json`; without `rbac_users.json` there are no users.
 */
export async function readPolicyFiles(
  around: Surroundings,
  paths: Paths,
  config: Config,
): Promise<PolicyFiles> {
  const {roles: rolesFile, users: usersFile} = policyPlaces(paths, config)
  const roles = await readOne(rolesFile, around.uid)
  const users = await readOne(usersFile, around.uid)
  return {
    roles: {file: rolesFile, content: over(shippedRoles(around), roles.content)},
    users: {file: usersFile, content: users.content ?? {users: {}}},
    problems: [...roles.problems, ...users.problems],
  }
}

/** The roles that Parrot comes with, as their file has them. */
export function shippedRoles({root}: Pick<Surroundings, 'root'>): unknown {
  return JSON.parse(readFileSync(join(root, 'manifests/roles.default.json'), 'utf8'))
}

/** Which files say roles and users. */
export function policyPlaces(paths: Paths, {rbac}: Pick<Config, 'rbac'>) {
  return {
    roles: rbac.roles ?? place(paths, 'rbac_roles.json'),
    users: rbac.users ?? place(paths, 'rbac_users.json'),
  }
}

/** The user's own file where there is one, else the system's where there is one, else where the user's would be. */
function place({config, system}: Paths, name: string): string {
  const own = join(config, name)
  return existsSync(own) || !existsSync(join(system, name)) ? own : join(system, name)
}

async function readOne(
  file: string,
  uid: number,
): Promise<{content?: unknown; problems: readonly Problem[]}> {
  const found = readSafely(file, uid)
  if (found === undefined) return {problems: []}
  if ('code' in found) return {problems: [found]}
  const parsed = await parse(file, found.text)
  return 'problem' in parsed ? {problems: [parsed.problem]} : {content: parsed.value, problems: []}
}

/** A file that has no `roles` table is handed on as it is, for the policy to say what is wrong with it. */
function over(shipped: unknown, own: unknown): unknown {
  if (own === undefined) return shipped
  const table = (content: unknown) => (content as {roles?: unknown} | null)?.roles
  if (typeof table(own) !== 'object' || table(own) === null || Array.isArray(table(own))) return own
  return {...(own as object), roles: {...(table(shipped) as object), ...(table(own) as object)}}
}
