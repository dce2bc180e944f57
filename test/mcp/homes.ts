import {join} from 'node:path'
import {put} from '../home.ts'
import {emptyHome, enabledPlugin} from '../terminal/fixtures.ts'

type Given = readonly [Parameters<typeof enabledPlugin>[1], string]

/** A home with plugins of the test's own. */
export function homeWith(...plugins: readonly Given[]): string {
  const home = emptyHome()
  for (const [manifest, program] of plugins) enabledPlugin(home, manifest, program)
  return home
}

/** A plugin that the role `agent`, as it comes, may run. */
export function readOnly(name: string, program: string, more: object = {}): Given {
  return [{name, permissions: ['health:check'], annotations: {readOnly: true}, ...more}, program]
}

/** The same for one that changes something. */
export function changing(name: string, program: string, more: object = {}): Given {
  return [{name, permissions: ['health:check'], ...more}, program]
}

type Roles = Readonly<Record<string, readonly string[]>>

/** Roles over those that come with Parrot. */
export function giveRoles(home: string, roles: Roles): void {
  const rows = Object.entries(roles).map(([role, permissions]) => [role, {permissions}])
  put(join(home, 'config/rbac_roles.json'), {roles: Object.fromEntries(rows)})
}

/** Who is at this machine's terminal has these roles and no more. */
export function giveOperator(home: string, roles: readonly string[]): void {
  put(join(home, 'config/rbac_users.json'), {users: {bob: {roles, uid: process.getuid?.()}}})
}
