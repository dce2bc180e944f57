import {configWanted} from '../manifest/config-types.ts'
import {phrase} from '../text/phrase.ts'
import type {Taken} from './keys.ts'

/** What may stand at a place of the configuration, in words. */
export function takes({type, orTable, also, ...range}: Taken): string {
  if (type === 'table') return phrase('a table, as JSON')
  if (type === 'list') return phrase('a list')
  if (orTable) return phrase('text, or a table as JSON')
  if (also !== undefined && range.minimum !== undefined)
    return phrase('a whole number of at least {least}, or {also}', {least: range.minimum, also})
  return configWanted({type: type === 'string' && range.options !== undefined ? 'enum' : type, ...range})
}
