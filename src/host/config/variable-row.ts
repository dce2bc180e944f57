import type {Said} from '../../config/read-variables.ts'
import {variables} from '../../config/variables.ts'

/** One variable that was given, and what it does here: a key or setting it sets, or why it does nothing. */
export type VariableRow = {
  readonly name: string
  readonly from: string
  readonly does: 'sets' | 'always' | 'ignored' | 'place' | 'later'
  /** The key it sets, or where to say it instead. */
  readonly key?: string
}

/** What the variable of this name does. Its value is not in it. */
export function variableRow(name: string, {value, from}: Said): VariableRow {
  const effect = variables.get(name) ?? {later: true as const}
  if ('key' in effect) return {name, from, does: 'sets', key: effect.key}
  if ('plugin' in effect) return {name, from, does: 'sets', key: `${effect.plugin} of shipped plugins`}
  if ('place' in effect) return {name, from, does: 'place'}
  if ('always' in effect)
    return {name, from, does: value.toLowerCase() === effect.always ? 'always' : 'ignored'}
  return {name, from, does: 'later', ...(effect.instead !== undefined && {key: effect.instead})}
}
