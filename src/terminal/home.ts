import {existsSync} from 'node:fs'
import {problem, type Problem} from '../text/problem.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** HOME where it is an absolute path, else the folder that the system knows for this user. */
export function homeFolder({HOME}: Environment): string {
  if (isAbsolute(HOME)) return HOME
  try {
    return process.getBuiltinModule('node:os').userInfo().homedir
  } catch {
    return '/nonexistent'
  }
}

/** A home that is not there is not made: whatever was written into it would be found by nobody. */
export function homeMissing(home: string, env: Environment): Problem | undefined {
  const elsewhere = ['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME']
  if (isAbsolute(env['PARROT_HOME']) || elsewhere.every((name) => isAbsolute(env[name]))) return undefined
  return existsSync(home) ? undefined : problem('home_missing', {home})
}

const isAbsolute = (path: string | undefined): path is string => path?.startsWith('/') === true
