import type {Listed, Plugin} from '../host/plugin.ts'
import type {Door} from './door.ts'

/** Commands of plugins by the name agents know them under. */
export type Tools = ReadonlyMap<string, {readonly plugin: Plugin; readonly command: Listed}>

/** Those that the person at this terminal may know of. */
export async function visibleTools(door: Door): Promise<Tools> {
  const {catalog, sees, operator} = await door.parrot()
  return new Map([...catalog.commands].filter(([tool]) => sees(operator, tool)))
}
