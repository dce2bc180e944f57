import type {Layers} from '../../config/load.ts'
import type {Read} from '../../config/read.ts'
import {variables} from '../../config/variables.ts'

/** The files as they go over one another. */
export const strongestFirst = ({profile, user, system}: Layers) => [profile, user, system]

/** The variable, or the `file:line`, that says what holds for a key; undefined where none does. */
export function whoSays(key: string, path: readonly string[], layers: Layers): string | undefined {
  for (const [name, {from}] of layers.variables.said) {
    const effect = variables.get(name)
    if (effect !== undefined && 'key' in effect && effect.key === key) return from
  }
  const layer = strongestFirst(layers).find(({value}) => at(value, path) !== undefined)
  return layer === undefined ? undefined : placed(layer, path)
}

/** Where in a file it stands. */
export function placed({file = '', placeOf}: Read<unknown>, path: readonly string[]): string {
  return placeOf === undefined ? file : `${file}:${placeOf(path).line}`
}

/** The same to the column, for whoever has to mend it. */
export function placedExactly({file = '', placeOf}: Read<unknown>, path: readonly string[]): string {
  if (placeOf === undefined) return file
  const {line, column} = placeOf(path)
  return `${file}:${line}:${column}`
}

/** What stands at `path` in nested tables. */
export function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (outer, step) =>
      typeof outer === 'object' && outer !== null && Object.hasOwn(outer, step)
        ? (outer as Record<string, unknown>)[step]
        : undefined,
    value,
  )
}
