import {configValue, configWanted, isNothing, wrongIn} from '../manifest/config-types.ts'
import type {ConfigKey} from '../manifest/manifest.ts'
import {showPart} from '../manifest/show.ts'
import {notThere} from '../text/not-there.ts'
import {problem, type Problem} from '../text/problem.ts'
import type {Host} from './operation.ts'
import {readSecret} from './secrets/read.ts'
import {referenceOf} from './secrets/reference.ts'

/** What a caller gave: a value, a secret to be kept, or where one is kept. */
export type Given = {readonly value?: unknown; readonly secret?: string; readonly reference?: unknown}

type About = {readonly plugin: string; readonly key: string; readonly spec: ConfigKey}
type Read = {readonly value: unknown} | {readonly secret: string} | {readonly problems: readonly Problem[]}

const longest = 64 * 1024

/** What was given as it is to be kept, if this key takes it. Of what was given for a secret, nothing is in any problem. */
export function givenFor(about: About, given: Given, host: Pick<Host, 'around' | 'paths'>): Read {
  const {plugin, key, spec} = about
  const count = Object.keys(given).length
  if (count !== 1) return refused(problem(count === 0 ? 'setting_nothing' : 'setting_twice', {plugin, key}))
  if (spec.type !== 'secret') return ordinary(about, given)
  if (given.secret !== undefined) return fits(about, given.secret) ?? {secret: given.secret}
  if (given.reference !== undefined) return referred(about, given.reference, host)
  return refused(problem('secret_argument', {plugin, key}))
}

function ordinary(about: About, {value: raw}: Given): Read {
  const {plugin, key, spec} = about
  if (raw === undefined) return refused(problem('setting_no_secret', {plugin, key}))
  const value = configValue(spec, raw)
  const want = configWanted(spec)
  if (value === undefined || (isNothing(value) && spec.required === true))
    return refused(wrong(about, raw, want))
  return Buffer.byteLength(JSON.stringify(value)) > longest
    ? refused(problem('setting_long', {plugin, key}))
    : {value}
}

function wrong({plugin, key, spec}: About, raw: unknown, want: string): Problem {
  const found = showPart(raw, wrongIn(spec, raw))
  const options = typeof raw === 'string' ? (spec.options ?? []) : []
  return notThere('setting_wrong', {plugin, key, found, want}, String(raw), options)
}

/** A file has to be there and safe now; a variable or a credential may be there only where Parrot will run. */
function referred(
  about: About,
  value: unknown,
  {around: {env, uid}, paths}: Pick<Host, 'around' | 'paths'>,
): Read {
  const {plugin, key} = about
  const reference = referenceOf(value)
  if (reference === undefined) return refused(problem('secret_reference', {plugin, key}))
  const read = readSecret(reference, {plugin, key, paths, uid, env})
  if ('text' in read) return fits(about, read.text) ?? {value: reference}
  return 'file' in reference ? refused(read.problem) : {value: reference}
}

function fits(
  {plugin, key, spec}: About,
  secret: string,
): {readonly problems: readonly Problem[]} | undefined {
  if (secret === '') return refused(problem('secret_empty', {plugin, key}))
  if (Buffer.byteLength(secret) > longest) return refused(problem('setting_long', {plugin, key}))
  if (configValue(spec, secret) !== undefined) return undefined
  return refused(problem('secret_wrong', {plugin, key, want: configWanted(spec)}))
}

const refused = (about: Problem) => ({problems: [about]})
