import {problem, type Problem} from '../text/problem.ts'
import {shown} from './shown.ts'

/** What each role extends, by role. */
export type Parents = ReadonlyMap<string, readonly string[]>

/** The role itself, then all it extends, nearest first, each once. For parents without problems. */
export function lineage(role: string, parents: Parents): ReadonlySet<string> {
  const found = new Set([role])
  for (const one of found) for (const parent of parents.get(one) ?? []) found.add(parent)
  return found
}

/** A problem for each name that is no role, and for a circle, with the place in `file`. */
export function inheritanceProblems(file: string, parents: Parents): Problem[] {
  const missing = [...parents].flatMap(([role, extended]) =>
    extended
      .filter((name) => !parents.has(name))
      .map((name) => unknownRole(file, `roles.${role}.extends`, name, parents)),
  )
  const circle = circleIn(parents)
  if (circle === undefined) return missing
  return [
    ...missing,
    problem('role_cycle', {file, path: `roles.${circle[0]}.extends`, circle: circle.join(' → ')}),
  ]
}

/** The problem that there is no role of that name. */
export function unknownRole(
  file: string,
  path: string,
  role: string,
  known: ReadonlyMap<string, unknown>,
): Problem {
  return problem('role_unknown', {file, path, role: shown(role), known: listed(known)})
}

/** The names of the roles there are, for a person. */
export function listed(roles: ReadonlyMap<string, unknown>): string {
  return [...roles.keys()].join(', ') || '(none)'
}

/**
 * Takes away, again and again, what extends nothing that is left; walks along what stays, if anything does.
 */
function circleIn(parents: Parents): readonly string[] | undefined {
  const left = new Set(parents.keys())
  const parentLeft = (role: string) => parents.get(role)?.find((parent) => left.has(parent))
  for (let before = -1; before !== left.size;) {
    before = left.size
    for (const role of left) if (parentLeft(role) === undefined) left.delete(role)
  }
  const walked: string[] = []
  let role = [...left][0]
  for (; role !== undefined && !walked.includes(role); role = parentLeft(role)) walked.push(role)
  return role === undefined ? undefined : [...walked.slice(walked.indexOf(role)), role]
}
