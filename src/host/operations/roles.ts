import type {Policy, Role} from '../../rbac/policy.ts'
import {notThere} from '../../text/not-there.ts'
import type {Problem} from '../../text/problem.ts'
import {done, wrong, type Operation} from '../operation.ts'
import type {World} from '../world.ts'

export const roleList: Operation = {
  tool: 'role_list',
  permissions: ['rbac:read'],
  changes: false,
  run: async (_host, {world}) =>
    done({roles: [...world.policy.roles.values()].map((role) => shown(role, world))}),
}

export const roleShow: Operation = {
  tool: 'role_show',
  permissions: ['rbac:read'],
  changes: false,
  input: {
    type: 'object',
    required: ['role'],
    properties: {role: {type: 'string'}},
    additionalProperties: false,
  },
  run: async (_host, {world, values}) => {
    const name = String(values['role'])
    const role = world.policy.roles.get(name)
    return role === undefined ? wrong(noRole(world.policy, name)) : done(shown(role, world))
  },
}

/** For whoever may look at roles, or give them. */
export function noRole({roles}: Pick<Policy, 'roles'>, role: string): Problem {
  return notThere('role_missing', {role}, role, roles.keys())
}

function shown({name, description, extends: parents, rules}: Role, {policy}: World) {
  const users = [...policy.users.values()].filter(({roles}) => roles.includes(name)).map((user) => user.name)
  const permissions = rules.map(({rule, role}) => (role === name ? rule.text : `${rule.text} (from ${role})`))
  return {name, description, extends: parents, permissions, users}
}
