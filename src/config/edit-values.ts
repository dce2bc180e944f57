/**
 * One change of what stands at `path`: a key, or a whole table. Without a value it is taken away; `standard` is what holds then, for a
 * comment that says so.
 */
export type Edit = {readonly path: readonly string[]; readonly value?: unknown; readonly standard?: unknown}

type Table = Readonly<Record<string, unknown>>

/**
 * `content` with this change and no other, everything in the order it had; tables that have nothing left in them go, too. Itself where
 * there is nothing to take away.
 */
export function edited(content: Table, {path, value}: Edit): Table {
  const [name, ...rest] = path
  if (name === undefined) return content
  if (rest.length === 0) return withEntry(content, name, value)
  const inner = tableAt(content, name)
  if (value === undefined && !has(inner, rest)) return content
  return withEntry(content, name, unlessEmpty(edited(inner, {path: rest, value})))
}

function has(table: Table, [name = '', ...rest]: readonly string[]): boolean {
  return Object.hasOwn(table, name) && (rest.length === 0 || has(tableAt(table, name), rest))
}

function tableAt(table: Table, name: string): Table {
  const value = Object.hasOwn(table, name) ? table[name] : undefined
  return typeof value === 'object' && value !== null ? (value as Table) : {}
}

function withEntry(table: Table, name: string, value: unknown): Table {
  const entries = Object.entries(table)
  if (value === undefined) return Object.fromEntries(entries.filter(([other]) => other !== name))
  if (!Object.hasOwn(table, name)) return Object.fromEntries([...entries, [name, value]])
  return Object.fromEntries(entries.map(([other, old]) => [other, other === name ? value : old]))
}

const unlessEmpty = (table: Table) => (Object.keys(table).length === 0 ? undefined : table)
