import {problem, next, says, type Problem} from '../text/problem.ts'
import {inheritanceProblems, lineage, type Parents} from './inherit.ts'
import {parseRule} from './rule.ts'
import {rowsOf, type Row, type Source} from './shape.ts'
import {tableOf, type Held, type Table} from './table.ts'
import {userFields, userOf, userProblems, type User} from './user.ts'

export type Role = {
  readonly name: string
  readonly description: string
  readonly extends: readonly string[]
  /** Its own entries, then those of all it extends. */
  readonly rules: readonly Held[]
  readonly table: Table
}

/** Who may do what, checked as a whole and ready to decide by; never changed, only replaced. */
export type Policy = {readonly roles: ReadonlyMap<string, Role>; readonly users: ReadonlyMap<string, User>}

const roleFields = {
  form: '{"roles": {"NAME": {"permissions": ["AREA:ACTION"]}}}',
  must: {permissions: 'a list of texts'},
  may: {description: 'text', extends: 'text or a list of texts'},
} as const

/**
 * The policy that the two files make, or every problem in them with its file and key path; never a part of
 * it. Takes anything: no schema needs to have looked at it before.
 */
export function compilePolicy(
  rolesFile: Source,
  usersFile: Source,
): {readonly policy: Policy} | {readonly problems: readonly Problem[]} {
  const roleRows = rowsOf(rolesFile, 'roles', roleFields)
  const userRows = rowsOf(usersFile, 'users', userFields)
  const misshapen = [...roleRows.problems, ...userRows.problems]
  if (misshapen.length > 0) return {problems: misshapen}

  const parents = mapValues(roleRows.rows, (row) => [row['extends'] ?? []].flat() as string[])
  const entries = [...roleRows.rows].flatMap(([name, row]) => entriesOf(rolesFile.file, name, row))
  const users = mapValues(userRows.rows, userOf)
  const problems = [
    ...entries.filter((entry) => 'code' in entry),
    ...inheritanceProblems(rolesFile.file, parents),
    ...userProblems(usersFile.file, users, parents),
  ]
  if (problems.length > 0) return {problems}
  const own = Map.groupBy(
    entries.filter((entry) => 'rule' in entry),
    ({role}) => role,
  )
  return {policy: {roles: mapValues(roleRows.rows, (row, name) => roleOf(name, row, parents, own)), users}}
}

function entriesOf(file: string, role: string, row: Row): (Held | Problem)[] {
  return (row['permissions'] as string[]).map((text, at) => {
    const rule = parseRule(text)
    if (!('code' in rule)) return {rule, role}
    const path = `roles.${role}.permissions[${at}]`
    return problem('rbac_entry', {
      file,
      path,
      cause: says(rule),
      cure: next(rule) ?? '',
      form: roleFields.form,
    })
  })
}

function roleOf(name: string, row: Row, parents: Parents, own: ReadonlyMap<string, readonly Held[]>): Role {
  const rules = [...lineage(name, parents)].flatMap((role) => own.get(role) ?? [])
  const description = (row['description'] ?? '') as string
  return {name, description, extends: parents.get(name) ?? [], rules, table: tableOf(rules)}
}

function mapValues<From, To>(
  map: ReadonlyMap<string, From>,
  make: (value: From, key: string) => To,
): Map<string, To> {
  return new Map([...map].map(([key, value]) => [key, make(value, key)]))
}
