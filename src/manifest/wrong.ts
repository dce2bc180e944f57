import type {CommandFields, Manifest} from './manifest.ts'
import type {Problem} from '../text/problem.ts'
import {show} from './show.ts'

export type Path = readonly PropertyKey[]

/** One thing in a manifest that is not as it should be; `problem` where another room has said already what is wrong. */
export type Wrong = {readonly path: Path} & (
  {readonly found: string; readonly want: string} | {readonly problem: Problem}
)

/** `value` stands at `path` where `want` should. */
export function wrong(path: Path, value: unknown, want: string): Wrong {
  return {path, found: show(value), want}
}

/** The commands of a manifest and where each stands in it; the plugin itself where it is its own only command. */
export function commandPlaces(manifest: Manifest): readonly (readonly [Path, Partial<CommandFields>])[] {
  if (manifest.commands === undefined) return [[[], manifest]]
  return Object.entries(manifest.commands).map(([name, fields]) => [['commands', name], fields])
}
