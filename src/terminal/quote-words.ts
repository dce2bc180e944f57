import type {ConfigKey} from '../manifest/manifest.ts'
import type {Code} from '../text/en.ts'
import {fill} from '../text/fill.ts'
import type {Problem} from '../text/problem.ts'
import {quote} from '../text/quoted.ts'
import {retold} from '../text/reader.ts'

type Keys = Readonly<Record<string, ConfigKey>>
type Tell = (text: string) => string

/** The problems that hold a plugin's own words, and where. A right, a rule, a role, a name is none of them, whatever it reads like. */
const quoting: Readonly<Partial<Record<Code, string>>> = {
  input_wrong: 'want',
  input_wrong_near: 'want',
  plugin_asks: 'asked',
  plugin_failed_advised: 'advice',
  plugin_says: 'cause',
  secret_wrong: 'want',
  setting_unset: 'what',
  setting_wrong: 'want',
  setting_wrong_near: 'want',
}
const ofSettings: ReadonlySet<Code> = new Set(['config_value', 'config_value_at'])
const form = 'found {found}, want {want}'

/** What this problem quotes of the plugin with these settings is told by `tell`. */
export function quoteWords(what: Problem, keys: Keys, tell: Tell): void {
  const {code, params} = what
  if (ofSettings.has(code)) return quoteWanted(what, keys, tell)
  const name = quoting[code]
  const text = name === undefined ? undefined : params[name]
  if (name === undefined || typeof text !== 'string' || retold(text) !== text) return
  const told = toldOf(text, tell)
  if (told !== undefined) quote(what, {[name]: told})
}

/** Within a cause that is Parrot's, only what the setting says that it wants. */
function quoteWanted(what: Problem, keys: Keys, tell: Tell): void {
  const [key, cause] = [String(what.params['key']), String(what.params['cause'])]
  const wants = Object.hasOwn(keys, key) ? keys[key]?.wants : undefined
  const [begin, end] = ['found ', `, want ${wants}`]
  if (wants === undefined || !cause.startsWith(begin) || !cause.endsWith(end)) return
  const found = cause.slice(begin.length, -end.length)
  const values = {found: retold(found), want: tell(wants)}
  quote(what, {cause: fill(retold(form), values), want: values.want})
}

/** A description begins with a capital, and not within a sentence. */
function toldOf(text: string, tell: Tell): string | undefined {
  const known = [text, text.slice(0, 1).toUpperCase() + text.slice(1)]
  return known.map(tell).find((told, at) => told !== known[at])
}
