/** One change of `plugins.<plugin>.<key>`, or of all of a plugin where there is no key. Without a value it is taken away. */
export type Edit = {readonly plugin: string; readonly key?: string; readonly value?: unknown}

type Table = Readonly<Record<string, unknown>>

/** `content` with this change and no other, everything in the order it had; itself where there is nothing to take away. */
export function edited(content: Table, {plugin, key, value}: Edit): Table {
  const plugins = tableAt(content, 'plugins')
  const own = tableAt(plugins, plugin)
  const there = Object.hasOwn(plugins, plugin) && (key === undefined || Object.hasOwn(own, key))
  if (value === undefined && !there) return content
  const left = key === undefined ? value : unlessEmpty(withEntry(own, key, value))
  return withEntry(content, 'plugins', unlessEmpty(withEntry(plugins, plugin, left)))
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
