import {configValue, configWanted} from './config-types.ts'
import {newBudget, type Budget} from './in-time.ts'
import type {ConfigKey, Manifest} from './manifest.ts'
import {isSafePattern, patternWanted} from './pattern.ts'
import {wrong, type Path, type Wrong} from './wrong.ts'

const numeric = new Set(['integer', 'number', 'percentage'])
const textual = new Set(['string', 'secret', 'path', 'email', 'list'])

/** Every bound fits its key's type, and every default would be accepted as a value. */
export function configRules({config = {}}: Manifest): Wrong[] {
  const budget = newBudget()
  return Object.entries(config).flatMap(([name, key]) => {
    const path = ['config', name]
    const bounds = [...numbers(path, key), ...pattern(path, key), ...wants(path, key), ...options(path, key)]
    return bounds.length > 0 ? bounds : ownDefault(path, key, budget)
  })
}

function numbers(path: Path, {type, minimum, maximum}: ConfigKey): Wrong[] {
  if (!numeric.has(type)) {
    return Object.entries({minimum, maximum})
      .filter(([, bound]) => bound !== undefined)
      .map(([name, bound]) => wrong([...path, name], bound, `nothing: there is no ${name} for type ${type}`))
  }
  const crossed = minimum !== undefined && maximum !== undefined && minimum > maximum
  return crossed ? [wrong([...path, 'minimum'], minimum, `a number of at most ${maximum}`)] : []
}

function pattern(path: Path, {type, pattern}: ConfigKey): Wrong[] {
  if (pattern === undefined) return []
  if (!textual.has(type))
    return [wrong([...path, 'pattern'], pattern, `nothing: there is no pattern for type ${type}`)]
  return isSafePattern(pattern) ? [] : [wrong([...path, 'pattern'], pattern, patternWanted)]
}

/** Without a pattern nothing would ever say it. */
function wants(path: Path, {pattern, wants, checksum}: ConfigKey): Wrong[] {
  return Object.entries({wants, checksum})
    .filter(([, value]) => value !== undefined && pattern === undefined)
    .map(([name, value]) => wrong([...path, name], value, 'nothing: there is no pattern that it tells of'))
}

function options(path: Path, {type, options}: ConfigKey): Wrong[] {
  if (type !== 'enum')
    return options === undefined
      ? []
      : [wrong([...path, 'options'], options, `nothing: there are no options for type ${type}`)]
  return options === undefined || options.length === 0
    ? [wrong([...path, 'options'], options, 'the values of the enum')]
    : []
}

function ownDefault(path: Path, key: ConfigKey, budget: Budget): Wrong[] {
  if (key.default === undefined) return []
  if (key.type === 'secret') {
    return [
      {
        path: [...path, 'default'],
        found: 'a value',
        want: 'nothing: a secret that everyone can read is none',
      },
    ]
  }
  return configValue(key, key.default, budget) === undefined
    ? [wrong([...path, 'default'], key.default, configWanted(key))]
    : []
}
