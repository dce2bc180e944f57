import {isDeepStrictEqual} from 'node:util'
import {blockOf, inserted, lineOf} from './edit-line.ts'
import {fitting} from './edit-file.ts'
import {edited, type Edit} from './edit-values.ts'
import {initText, keyLines, keysIn, sectionLines, topKeys, topLines} from './init-text.ts'
import {sections} from './keys.ts'
import {parse} from './parse.ts'
import {withoutBare} from './read.ts'

type Table = Readonly<Record<string, unknown>>

/**
 * A text in YAML with every key that is neither set in it nor there as a comment, as a comment; all else as it is. Undefined where it is
 * written so that this would change what it says.
 */
export async function withAllKeys(file: string, text: string): Promise<string | undefined> {
  const before = await valuesOf(file, text)
  if (before === undefined) return undefined
  const more = sections().reduce((so, section) => withSection(so, section, before), ended(text))
  const missing = topKeys().filter(
    ({key}) => !Object.hasOwn(before, key) && blockOf(more.split('\n'), key) === undefined,
  )
  const all = missing.length === 0 ? more : `${[more, ...missing.flatMap(topLines)].join('\n')}\n`
  return isDeepStrictEqual(await valuesOf(file, all), before) ? all : undefined
}

/** What `config init` would write, with what this file sets; undefined where that does not come out as it is. */
export async function initTextWith(
  root: string,
  from: {readonly file: string; readonly text: string},
): Promise<string | undefined> {
  const file = 'config.yaml'
  const {$schema: _, ...wanted} = (await valuesOf(from.file, from.text)) ?? {}
  let [text, so]: [string, Table] = [initText(root), {}]
  for (const edit of editsOf(wanted)) {
    so = edited(so, edit)
    const changed = await fitting(file, text, edit, so).catch(() => undefined)
    if (changed === undefined) return undefined
    text = changed.text
  }
  return isDeepStrictEqual(await valuesOf(file, text), wanted) ? text : undefined
}

/** One that stands in braces has no lines that a comment could go between. */
function withSection(text: string, section: ReturnType<typeof sections>[number], values: Table): string {
  const {name} = section
  if (blockOf(text.split('\n'), name) === undefined)
    return Object.hasOwn(values, name) ? text : `${[text.trimEnd(), ...sectionLines(section)].join('\n')}\n`
  return keysIn(name).reduce((so, key) => {
    const lines = so.split('\n')
    const block = blockOf(lines, name)
    if (block === undefined || lineOf(lines, block, key.path.at(-1) ?? '', true) !== -1) return so
    return inserted(lines, block, keyLines(key).join('\n'))
  }, text)
}

function editsOf(values: Table): Edit[] {
  const names = new Set(sections().map(({name}) => name))
  return Object.entries(values).flatMap(([name, value]) =>
    names.has(name)
      ? Object.entries(value as Table).map(([key, inner]) => ({path: [name, key], value: inner}))
      : [{path: [name], value}],
  )
}

async function valuesOf(file: string, text: string): Promise<Table | undefined> {
  const read = await parse(file, text)
  return 'value' in read ? (withoutBare(read.value) as Table) : undefined
}

const ended = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`)
