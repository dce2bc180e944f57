import {posix} from 'node:path'
import {within} from '../../rbac/area/fs.ts'
import {includes} from '../../rbac/match.ts'
import {readPermission} from '../../rbac/permission.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Touch} from './touches.ts'
import {changes} from './access.ts'
import type {Declared} from './declared.ts'
import type {Seen} from './rounds.ts'

/** What is declared and was not used in this run, or not as it is declared; of that which can be seen to be used. */
export function unusedOf(
  declared: readonly Declared[],
  {touches, refused}: Pick<Seen, 'touches' | 'refused'>,
): {readonly permission: string; readonly about: Problem}[] {
  return declared.flatMap(({text, meant}) => {
    const {claim} = meant
    if (claim.kind === 'path') {
      if (claim.path.startsWith('$') || /^fs:\w+:\$(?:DATA|PLUGIN)\b/.test(text)) return []
      const inside = touches.filter(({path, access}) => access !== 'connect' && within(path, claim.path))
      if (inside.length === 0) return [{permission: text, about: problem('trace_unused')}]
      const writes = inside.some(({access}) => changes(access))
      return claim.access === 'write' && !writes
        ? [{permission: text, about: problem('trace_only_read')}]
        : []
    }
    const used =
      (claim.kind === 'program' && touches.some((touch) => runs(touch, claim.program))) ||
      (claim.kind === 'host' && refused.some((text) => asks(text, meant)))
    const visible = claim.kind === 'program' || claim.kind === 'host'
    return visible && !used ? [{permission: text, about: problem('trace_unused')}] : []
  })
}

function runs({access, path}: Touch, program: string): boolean {
  return access === 'run' && (program.startsWith('/') ? path === program : posix.basename(path) === program)
}

function asks(refused: string, declared: Declared['meant']): boolean {
  const read = readPermission(`net:connect:${refused.replace(/ \(.*$/, '')}`)
  return 'claim' in read && includes(declared, read)
}
