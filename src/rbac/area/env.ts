import {problem, type Problem} from '../../text/problem.ts'
import type {Permission, VariableClaim} from '../claim.ts'
import {shown} from '../shown.ts'

const syntax = /^([A-Za-z_][A-Za-z0-9_]*)(\*?)$/

/** With these a program loads or runs something else than its own files. */
const loading = `
  LD_* DYLD_* GCONV_PATH GLIBC_TUNABLES NODE_OPTIONS NODE_PATH BASH_ENV BASH_FUNC_* ENV SHELLOPTS BASHOPTS PS4 IFS
  PROMPT_COMMAND PYTHONPATH PYTHONHOME PYTHONSTARTUP PERL5OPT PERL5LIB PERL5DB RUBYOPT RUBYLIB
  JAVA_TOOL_OPTIONS _JAVA_OPTIONS`
/** These Parrot sets itself. */
const own = `
  PARROT_* PATH HOME LANG TMPDIR
  HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY http_proxy https_proxy all_proxy no_proxy`
const never = `${loading} ${own}`.trim().split(/\s+/).map(claimOf)

/** Reads the name of a variable, or the beginning of names with a `*` after it. */
export function readEnv(text: string, _area: string, rest: string): Permission | Problem {
  if (!syntax.test(rest)) return problem('variable_wrong', {text: shown(text), name: shown(rest)})
  return {text: `env:${rest}`, area: 'env', family: 'env', claim: claimOf(rest)}
}

/** Is `name` kept from every plugin, whether it comes from the environment or is the name of a config key? */
export function neverPassed(name: string): boolean {
  return neverAmong(claimOf(name)) !== undefined
}

/** The first name never passed that `claim` would pass. */
export function neverAmong(claim: VariableClaim): string | undefined {
  if (!claim.prefix && /_proxy$/i.test(claim.name)) return claim.name
  return never.find((kept) => variableMeets(kept, claim))?.name
}

export function variableIncludes(wide: VariableClaim, narrow: VariableClaim): boolean {
  return wide.prefix ? narrow.name.startsWith(wide.name) : !narrow.prefix && wide.name === narrow.name
}

/** Is there any variable that both speak of? */
export function variableMeets(a: VariableClaim, b: VariableClaim): boolean {
  return variableIncludes(a, b) || variableIncludes(b, a)
}

function claimOf(written: string): VariableClaim {
  const prefix = written.endsWith('*')
  return {kind: 'variable', name: prefix ? written.slice(0, -1) : written, prefix}
}
