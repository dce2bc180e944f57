import {neverPassed} from '../rbac/area/env.ts'
import type {Permission} from '../rbac/claim.ts'
import type {Grants} from '../sandbox/sandbox.ts'

/** What the sandbox opens for consented, expanded permissions. Actions open nothing. */
export function grantsFor(permissions: readonly Permission[]): Grants {
  const grants = {read: [], write: [], connect: [], exec: [], sys: []} as Record<keyof Grants, string[]>
  for (const {area, family, claim} of permissions) {
    if (claim.kind === 'path') grants[claim.access].push(claim.path)
    else if (claim.kind === 'host')
      grants.connect.push(claim.port === '' ? claim.host : `${claim.host}:${claim.port}`)
    else if (claim.kind === 'program') grants.exec.push(claim.program)
    else if (area === 'sys') grants.sys.push(family.slice('sys:'.length))
  }
  return grants
}

/** The host's variables that consented `env:` permissions pass on; a prefix never covers one that would steer the program. */
export function passedVariables(
  permissions: readonly Permission[],
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const claims = permissions.flatMap(({claim}) => (claim.kind === 'variable' ? [claim] : []))
  const passes = (name: string) =>
    !neverPassed(name) &&
    claims.some((claim) => (claim.prefix ? name.startsWith(claim.name) : name === claim.name))
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && passes(name) ? [[name, value]] : [],
    ),
  )
}
