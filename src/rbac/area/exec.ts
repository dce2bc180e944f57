import {problem, type Problem} from '../../text/problem.ts'
import type {Permission, ProgramClaim} from '../claim.ts'
import {shown} from '../shown.ts'
import {canonicalPath} from './fs.ts'

const name = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/

/** Reads the name or the absolute path of a program. */
export function readExec(text: string, _area: string, rest: string): Permission | Problem {
  const program = rest.startsWith('/') ? canonicalPath(text, rest) : rest
  if (typeof program !== 'string') return program
  if (!program.startsWith('/') && !name.test(program)) {
    return problem('program_wrong', {text: shown(text), program: shown(program)})
  }
  return programPermission(program)
}

/** The permission for a program whose name or path is already canonical. */
export function programPermission(program: string): Permission {
  return {text: `exec:${program}`, area: 'exec', family: 'exec', claim: {kind: 'program', program}}
}

export function programIncludes(wide: ProgramClaim, narrow: ProgramClaim): boolean {
  return wide.program === narrow.program
}

/**
 * `tar` may turn out to be /usr/bin/tar, so a restriction of either stops the other; two paths are two
 * programs.
 */
export function programMeets(a: ProgramClaim, b: ProgramClaim): boolean {
  if (a.program.startsWith('/') && b.program.startsWith('/')) return a.program === b.program
  return base(a.program) === base(b.program)
}

function base(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1)
}
