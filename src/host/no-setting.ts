import {nearest} from '../manifest/nearest.ts'
import {problem, type Problem} from '../text/problem.ts'
import type {Configured} from './settings.ts'

/** The name may be a secret in the wrong place: it is said only when it looks like a name. */
export function noSetting({plugin: {name}, manifest}: Configured, key: string): Problem {
  const near = nearest(key, Object.keys(manifest.config ?? {}))
  const written = /^[A-Z][A-Z0-9_]{0,63}$/.test(key) ? `"${key}"` : 'of this name'
  if (near === undefined) return problem('setting_unknown', {plugin: name, key: written})
  return problem('setting_unknown_near', {plugin: name, key: written, near})
}
