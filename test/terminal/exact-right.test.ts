import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {emptyHome, enabledPlugin} from './fixtures.ts'
import {parrot} from './program.ts'

const box = {
  name: 'box',
  permissions: ['box:open:{lid}'],
  input: {
    type: 'object',
    properties: {lid: {type: 'string', description: 'Which lid', 'x-cli': {arg: true}}},
    required: ['lid'],
    additionalProperties: false,
  },
}

test('who is refused is told of the right to what they named, not of the right to everything', () => {
  const home = emptyHome()
  enabledPlugin(home, box)
  const roles = {watcher: {permissions: ['plugin:see:box']}, asking: {permissions: ['?box:open']}}
  write(home, 'rbac_roles.json', {roles: {...roles, admin: {permissions: ['*']}}})
  const as = (role: string) =>
    write(home, 'rbac_users.json', {
      users: {me: {roles: [role], uid: process.getuid?.()}, boss: {roles: ['admin'], uid: 77_001}},
    })
  as('watcher')
  expect(parrot(home, ['box', 'red'])).toMatchObject({
    status: 77,
    stderr: expect.stringMatching(/^Error: None of your roles covers "box:open:red"\.\n/),
  })
  write(home, 'rbac_roles.json', {
    roles: {
      ...roles,
      opener: {permissions: ['box:open:blue', 'box:open:black', '!box:open:black']},
      admin: {permissions: ['*']},
    },
  })
  as('opener')
  expect(parrot(home, ['box', 'bleu'])).toMatchObject({
    status: 77,
    stderr: expect.stringContaining('"box:open:bleu".\n→ Did you mean what they do cover, "box:open:blue"?'),
  })
  expect(parrot(home, ['box', 'blakc']).stderr).not.toContain('Did you mean')
  as('watcher')
  // What could not stand in a right is no part of one.
  expect(parrot(home, ['box', 'red;blue']).stderr).toContain('"box:open:{lid}"')
  expect(parrot(home, ['box', '--no-such-flag']).stderr).toContain('"box:open:{lid}"')
  as('asking')
  expect(parrot(home, ['box', 'red'])).toMatchObject({
    status: 75,
    stderr: expect.stringContaining('allows "box:open:red" only with approval'),
  })
})

function write(home: string, file: string, content: unknown): void {
  writeFileSync(join(home, 'config', file), JSON.stringify(content), {mode: 0o600})
}
