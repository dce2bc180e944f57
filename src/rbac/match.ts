import {actionIncludes} from './area/action.ts'
import {variableIncludes, variableMeets} from './area/env.ts'
import {programIncludes, programMeets} from './area/exec.ts'
import {pathIncludes, pathMeets} from './area/fs.ts'
import {hostIncludes, hostMeets} from './area/net.ts'
import type {Permission} from './claim.ts'

/** Does whoever holds `wide` hold `narrow` too? */
export function includes(wide: Permission, narrow: Permission): boolean {
  if (wide.family !== narrow.family) return false
  const a = wide.claim
  const b = narrow.claim
  if (a.kind === 'action') return b.kind === 'action' && actionIncludes(a, b)
  if (a.kind === 'path') return b.kind === 'path' && pathIncludes(a, b)
  if (a.kind === 'host') return b.kind === 'host' && hostIncludes(a, b)
  if (a.kind === 'program') return b.kind === 'program' && programIncludes(a, b)
  return b.kind === 'variable' && variableIncludes(a, b)
}

/** Is there anything in `asked` that a restriction of `restricted` is about? */
export function meets(restricted: Permission, asked: Permission): boolean {
  if (restricted.family !== asked.family) return false
  const a = restricted.claim
  const b = asked.claim
  if (a.kind === 'action') return b.kind === 'action' && (actionIncludes(a, b) || actionIncludes(b, a))
  if (a.kind === 'path') return b.kind === 'path' && pathMeets(a, b)
  if (a.kind === 'host') return b.kind === 'host' && hostMeets(a, b)
  if (a.kind === 'program') return b.kind === 'program' && programMeets(a, b)
  return b.kind === 'variable' && variableMeets(a, b)
}
