import {notThere} from '../text/not-there.ts'
import type {Problem} from '../text/problem.ts'
import type {Configured} from './settings.ts'

/** The name may be a secret in the wrong place: it is said only when it looks like a name. */
export function noSetting({plugin: {name}, manifest}: Configured, key: string): Problem {
  const written = /^[A-Z][A-Z0-9_]{0,63}$/.test(key) ? `"${key}"` : 'of this name'
  return notThere('setting_unknown', {plugin: name, key: written}, key, Object.keys(manifest.config ?? {}))
}
