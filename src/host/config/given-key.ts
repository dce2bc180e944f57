import {configKeys, type Key} from '../../config/keys.ts'
import {takes} from '../../config/takes.ts'
import {phrase} from '../../text/phrase.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {noKey} from './show.ts'

/** The key of this name, or the entry of a table (`install.keys.me`); a problem that says the nearest where there is none. */
export function keyCalled(name: string): Key | Problem {
  const keys = configKeys()
  const exact = keys.find(({key}) => key === name)
  if (exact !== undefined) return exact
  const table = keys.find(({key, type}) => type === 'table' && name.startsWith(`${key}.`))
  if (table === undefined) return noKey(name)
  const {default: _, entry = table, key, says} = table
  return {...entry, key, says, path: [...table.path, name.slice(key.length + 1)]}
}

/** What the schema has against this value. */
export async function notTaken(about: Key, value: unknown): Promise<Problem | undefined> {
  const {configSchema} = await import('../../config/schema.ts')
  const {path, default: standard} = about
  const document = path.reduceRight<unknown>((inner, name) => ({[name]: inner}), value)
  const checked = configSchema.safeParse(document)
  if (checked.success) return undefined
  const {wrongsIn} = await import('../../config/wrong.ts')
  const [first] = wrongsIn('', {value: document}, checked.error.issues, configSchema)
  const key = path.join('.')
  const {path: at, near} = first?.params ?? {}
  if (near !== undefined && at === key) return problem('config_no_key_near', {key, near})
  return problem('config_value_wrong', {
    key,
    cause: first === undefined ? '' : causeOf(first),
    takes: takes(about),
    standard: standard === undefined ? phrase('nothing') : JSON.stringify(standard),
  })
}

/** Inside of a value that is a table a name may be wrong. */
function causeOf({params}: Problem): string {
  const {cause, path: name = '', near, known = ''} = params
  if (cause !== undefined) return String(cause)
  return near === undefined
    ? phrase('{name} is no key; there are {known}', {name, known})
    : phrase('{name} is no key; the nearest is {near}', {name, near})
}
