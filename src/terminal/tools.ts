import type {Listed, Plugin} from '../host/plugin.ts'
import type {Door} from './door.ts'

/** Commands of plugins by the name agents know them under. */
export type Tools = ReadonlyMap<string, {readonly plugin: Plugin; readonly command: Listed}>

/** Those that the person at this terminal may know of. */
export async function visibleTools(door: Door): Promise<Tools> {
  const parrot = await door.parrot()
  return new Map([...parrot.catalog.commands].filter(([tool]) => parrot.sees(parrot.operator, tool)))
}
