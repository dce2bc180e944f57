import type {Installed} from '../manager.ts'
import {locals} from './local.ts'

/** What pacman knows of every package. */
export async function installed(): Promise<readonly Installed[]> {
  return locals().map(({name, arch, version, whole}) => {
    return {name, arch, version, state: whole ? 'installed' : 'incomplete', settled: whole}
  })
}

export async function installedSince(ms: number): Promise<readonly string[]> {
  return locals().flatMap(({name, at}) => (at > ms ? [name] : []))
}
