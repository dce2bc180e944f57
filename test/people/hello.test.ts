import {join} from 'node:path'
import {expect, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import {helloFor} from '../../src/people/hello.ts'
import {newHome, put} from '../home.ts'

test('which plugins were left out is told to those who may approve plugins, not to all who may read the configuration', async () => {
  const roles = {admin: {permissions: ['*']}, reader: {permissions: ['config:read']}}
  const home = newHome({
    'config/rbac_roles.json': {roles},
    'config/rbac_users.json': {users: {me: {roles: ['admin'], uid: process.getuid?.()}}},
  })
  put(join(home.home, 'data/plugins/hidden/manifest.json'), {name: 'hidden'})
  const parrot = await openParrot(home)
  const told = (role: string) => helloFor(parrot, {name: role, roles: [role], evidence: 'uid 1'})
  expect(JSON.stringify(told('admin').leftOut)).toContain('hidden')
  expect(told('reader').leftOut).toEqual([])
  await parrot.close()
})
