import type {Policy} from './policy.ts'

/** Is the role called `name` this role, or does it extend it? */
export function leansOn(policy: Pick<Policy, 'roles'>, name: string, role: string): boolean {
  const parents = policy.roles.get(name)?.extends ?? []
  return name === role || parents.some((parent) => leansOn(policy, parent, role))
}
