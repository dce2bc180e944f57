import type {Role} from '../../rbac/policy.ts'
import {problem} from '../../text/problem.ts'
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
    return role === undefined ? wrong(problem('role_missing', {role: name})) : done(shown(role, world))
  },
}

function shown({name, description, extends: parents, rules}: Role, {policy}: World) {
  const users = [...policy.users.values()].filter(({roles}) => roles.includes(name)).map((user) => user.name)
  const permissions = rules.map(({rule, role}) => (role === name ? rule.text : `${rule.text} (from ${role})`))
  return {name, description, extends: parents, permissions, users}
}
