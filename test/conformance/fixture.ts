import {cpSync, mkdirSync} from 'node:fs'
import {join} from 'node:path'
import {expect} from 'vitest'
import {put, root} from '../home.ts'
import {giveRoles} from '../mcp/homes.ts'
import {approve, emptyHome} from '../terminal/fixtures.ts'
import {manifests} from './manifests.ts'

/** A home with the plugins that the conformance suite asks for, approved, and a role that may run them. */
export function fixtureHome(): string {
  const home = emptyHome()
  giveRoles(home, {tester: ['mcp:read', 'mcp:execute', 'test:use', 'logs:read']})
  for (const manifest of manifests) {
    const name = String(manifest['name'])
    const folder = join(home, 'data', 'plugins', name)
    mkdirSync(folder, {recursive: true, mode: 0o700})
    cpSync(join(import.meta.dirname, 'fixture'), folder, {recursive: true})
    cpSync(join(root, 'dist', 'plugin.js'), join(folder, 'plugin.js'))
    put(join(folder, 'manifest.json'), manifest)
    const {status, stderr} = approve(home, name)
    expect({status, stderr}).toEqual({status: 0, stderr: ''})
  }
  return home
}
