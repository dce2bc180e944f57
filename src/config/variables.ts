import {problem, type Problem} from '../text/problem.ts'
import type {Config} from './config.ts'
import type {Surroundings} from './paths.ts'

type Env = Surroundings['env']

const thresholds = ['DISK_THRESHOLD', 'LOAD_THRESHOLD', 'MEM_THRESHOLD']

/** The values that, set so, would take a safeguard away. They are accepted, ignored and warned about. */
const weakening: Readonly<Record<string, string>> = {
  PARROT_RBAC_ENABLED: 'false',
  PARROT_RBAC_STRICT_MODE: 'false',
  PARROT_EVENT_PERSISTENCE: 'false',
}

/** What the seeds' `PARROT_*` variables say, on top of the files. */
export function withVariables(config: Config, env: Env): Config {
  const roles = env['PARROT_RBAC_ROLES_FILE']
  const users = env['PARROT_RBAC_USERS_FILE']
  const registry = env['PARROT_NPM_REGISTRY']
  return {
    ...config,
    install: {...config.install, ...(registry && {registry})},
    rbac: {...config.rbac, ...(roles && {roles}), ...(users && {users})},
    variables: Object.fromEntries(thresholds.flatMap((key) => given(key, env[`PARROT_${key}`]))),
  }
}

/** One warning for each variable that asks for a safeguard to be switched off. */
export function weakeningVariables(env: Env): Problem[] {
  return Object.entries(weakening)
    .filter(([name, value]) => env[name]?.toLowerCase() === value)
    .map(([name]) => problem('config_weakening', {name}))
}

function given(key: string, value: string | undefined): [string, string][] {
  return value === undefined || value === '' ? [] : [[key, value]]
}
