import {phrase} from '../text/phrase.ts'
import {problem, type Problem} from '../text/problem.ts'
import {configValue, configWanted, isNothing, wrongIn, type Value} from './config-types.ts'
import {newBudget, type Budget} from './in-time.ts'
import type {ConfigKey, Manifest} from './manifest.ts'
import {nearest} from '../text/nearest.ts'
import {showPart} from './show.ts'

export type ConfigValues = {
  /** With their types, for the document on stdin. */
  readonly values: Readonly<Record<string, Value>>
  /** As environment variables: numbers in decimal, `true` and `false`, a list one item a line. */
  readonly env: Readonly<Record<string, string>>
  /** The secret ones among them, to be kept out of every record. */
  readonly secrets: readonly string[]
}

/**
 * What the administrator gave for a plugin's `config` keys, checked, with its defaults: all of it or every problem.
 * Numbers and true or false may come as text, a list as text with commas or lines.
 */
export function configFor(
  manifest: Pick<Manifest, 'name' | 'config'>,
  given: Readonly<Record<string, unknown>>,
): ConfigValues | {readonly problems: readonly Problem[]} {
  const keys = manifest.config ?? {}
  const problems = unknownKeys(manifest.name, keys, given)
  const values: Record<string, Value> = {}
  const budget = newBudget()
  for (const [name, key] of Object.entries(keys)) {
    const raw = (Object.hasOwn(given, name) ? given[name] : undefined) ?? key.default
    const value = raw === undefined ? undefined : configValue(key, raw, budget)
    if (value === undefined ? raw !== undefined || key.required : key.required && isNothing(value)) {
      problems.push(refusal(manifest.name, name, key, {raw, budget}))
    } else if (value !== undefined) values[name] = value
  }
  return problems.length > 0
    ? {problems}
    : {values, env: environment(values), secrets: secretsOf(keys, values)}
}

function unknownKeys(
  plugin: string,
  keys: Readonly<Record<string, ConfigKey>>,
  given: Readonly<Record<string, unknown>>,
) {
  return Object.keys(given)
    .filter((key) => !Object.hasOwn(keys, key))
    .map((key) => {
      const near = nearest(key, Object.keys(keys))
      const cause =
        near === undefined
          ? phrase('this plugin has no such key')
          : phrase('this plugin has no such key; the nearest is {near}', {near})
      return problem('config_unknown', {plugin, key, cause})
    })
}

type Refused = {readonly raw: unknown; readonly budget: Budget}

function refusal(plugin: string, name: string, key: ConfigKey, {raw, budget}: Refused): Problem {
  const found =
    key.type === 'secret' && raw !== undefined
      ? phrase('a value that is not shown')
      : showPart(raw, wrongIn(key, raw, budget))
  const want = configWanted(key)
  return problem('config_value', {plugin, key: name, cause: `found ${found}, want ${want}`, want})
}

function environment(values: Readonly<Record<string, Value>>): Record<string, string> {
  const asText = (value: Value) => (typeof value === 'object' ? value.join('\n') : String(value))
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, asText(value)]))
}

function secretsOf(
  keys: Readonly<Record<string, ConfigKey>>,
  values: Readonly<Record<string, Value>>,
): string[] {
  return Object.entries(values)
    .filter(([name, value]) => keys[name]?.type === 'secret' && value !== '')
    .map(([, value]) => String(value))
}
