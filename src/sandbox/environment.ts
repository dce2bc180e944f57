import {neverPassed} from '../rbac/area/env.ts'
import {problem, type Problem} from '../text/problem.ts'

type Variables = Readonly<Record<string, string>>

export const searchPath = '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin'

/** The shim is a Bash, and these are its own: it would change them on their way, or itself. */
const ofTheShell = new Set(
  `BASH BASHOPTS BASHPID DIRSTACK EPOCHREALTIME EPOCHSECONDS EUID EXECIGNORE FUNCNAME FUNCNEST GLOBIGNORE GROUPS HISTCMD
   IFS LINENO OLDPWD OPTERR OPTIND PIPESTATUS POSIXLY_CORRECT PPID PWD RANDOM SECONDS SHLVL SRANDOM TMOUT UID _`.split(
    /\s+/,
  ),
)

/** Where a plugin finds what it keeps and what it may scribble on, in the sandbox or on the host. */
export type Whereabouts = {readonly home: string; readonly tmp: string; readonly proxy?: string}

/**
 * Exactly what a plugin finds in its environment. A variable of `asked` that a loader, a shell or Parrot itself would obey
 * is a problem, not a silent omission.
 */
export function environment(
  asked: Variables,
  always: Variables,
  {home, tmp, proxy}: Whereabouts,
): {readonly variables: Variables} | {readonly problem: Problem} {
  const wrong = Object.entries(asked).find(([name, value]) => !mayPass(name) || value.includes('\0'))
  if (wrong) return {problem: problem('sandbox_variable', {name: JSON.stringify(wrong[0])})}
  const variables = {
    ...always,
    ...asked,
    PATH: searchPath,
    HOME: home,
    TMPDIR: tmp,
    ...(proxy !== undefined && proxyVariables(proxy)),
  }
  return {variables}
}

function mayPass(name: string): boolean {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || ofTheShell.has(name) || /^(?:BASH_|parrot_shim_)/.test(name))
    return false
  return name.startsWith('PARROT_') || !neverPassed(name)
}

function proxyVariables(proxy: string): Variables {
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy']
  return {...Object.fromEntries(names.map((name) => [name, proxy])), NODE_USE_ENV_PROXY: '1'}
}
