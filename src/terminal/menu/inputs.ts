import {createInterface, type Interface} from 'node:readline'
import {saysHere} from '../../text/reader.ts'
import type {Door} from '../door.ts'
import {fieldsOf, type Field} from '../fields.ts'
import {inert} from '../plain.ts'
import {theirs} from '../plugin-words.ts'
import {readOne} from '../read-input.ts'
import {manifestCommand} from '../run-tool.ts'
import {visibleTools} from '../tools.ts'

/** Asks for everything the command cannot go without, and gives it as words for its command line; undefined when they leave. */
export async function askInputs(door: Door, tool: string): Promise<readonly string[] | undefined> {
  const found = (await visibleTools(door)).get(tool)
  const all = fieldsOf(found && manifestCommand(found.plugin, found.command)?.input)
  const fields = all
    .filter(({required}) => required === true)
    .map((field) => ({...field, description: inert(found ? theirs(found.plugin, field.description) : '')}))
  if (fields.length === 0) return []
  const lines = createInterface({input: door.keyboard(), output: door.out.screen(), terminal: true})
  try {
    return await answers(fields, door, lines)
  } finally {
    lines.close()
  }
}

async function answers(
  fields: readonly Field[],
  door: Door,
  lines: Interface,
): Promise<readonly string[] | undefined> {
  const flags: string[] = []
  const words: string[] = []
  for (const field of fields) {
    const text = await askOne(field, door, lines)
    if (text === undefined) return undefined
    if (field.positional === true) words.push(text)
    else flags.push(...flagWords(field, text))
  }
  return words.length === 0 ? flags : [...flags, '--', ...words]
}

function flagWords({kind, name}: Field, text: string): string[] {
  if (kind !== 'boolean') return [`--${name}=${text}`]
  return text === 'true' ? [`--${name}`] : []
}

/** Until it is a value that the field takes, or nobody answers any more. */
async function askOne(field: Field, {out}: Door, lines: Interface): Promise<string | undefined> {
  const choice = field.options ?? (field.kind === 'boolean' ? ['true', 'false'] : [])
  const hint = [field.description, ...(choice.length > 0 ? [choice.join(', ')] : [])].filter(
    (part) => part !== '',
  )
  for (;;) {
    const text = await question(
      `${out.paint('cyan', '?')} ${field.name}${hint.length > 0 ? ` (${hint.join('; ')})` : ''}: `,
      lines,
    )
    if (text === undefined) return undefined
    const read = text === '' ? undefined : readOne(field, text)
    if (read !== undefined && 'value' in read) return text
    if (read !== undefined) out.write(`${out.paint('red', saysHere(read.problem))}\n`)
  }
}

/** Undefined for Ctrl-C, Ctrl-D and a terminal that went away. */
function question(prompt: string, lines: Interface): Promise<string | undefined> {
  return new Promise((resolve) => {
    const left = () => resolve(undefined)
    lines.once('close', left)
    lines.question(prompt, (answer) => {
      lines.off('close', left)
      resolve(answer.trim())
    })
  })
}
