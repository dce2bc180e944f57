import {greatestAt} from '../alerts/path.ts'
import type {AlertConfig} from '../config/alert-config.ts'
import type {CallResult} from './request.ts'

/** The numbers of this result that a rule watches: its output itself is not recorded. */
export function measured(
  {rules}: AlertConfig,
  {tool, outcome, output}: CallResult,
): {readonly measured?: readonly {readonly path: string; readonly value: number}[]} {
  if (outcome !== 'ok' && outcome !== 'findings') return {}
  const paths = Object.values(rules).flatMap(({value}) => (value?.operation === tool ? value.path : []))
  const rows = [...new Set(paths)].flatMap((path) => {
    const value = greatestAt(output, path)
    return value === undefined ? [] : [{path, value}]
  })
  return rows.length === 0 ? {} : {measured: rows}
}
