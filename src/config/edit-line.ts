import type {Edit} from './edit-values.ts'

/**
 * A YAML text with one line of it changed: where `  # pids: 512` or `  pids: 8` stands under `limits:` it becomes the new value, a key that
 * is not there comes last in its section, and the line of one that goes becomes the comment again. Undefined where the text is not written
 * so. It is a proposal: whoever takes it reads it again.
 */
export function withLine(text: string, {path, value, standard}: Edit): string | undefined {
  const [section, key, ...more] = path
  if (section === undefined || section === 'plugins' || key === undefined || more.length > 0) return undefined
  const lines = text.split('\n')
  const block = blockOf(lines, section)
  if (block === undefined) return undefined
  const at = lineOf(lines, block, key, value !== undefined)
  if (value !== undefined) {
    const line = `  ${key}: ${JSON.stringify(value)}`
    return at === -1 ? inserted(lines, block, line) : replaced(lines, at, [line + remark(lines[at] ?? '')])
  }
  return at === -1 ? undefined : replaced(lines, at, commented(lines, at, key, standard))
}

/** From the line after `section:` up to the next that is not indented. */
type Block = {readonly from: number; readonly to: number}

export function blockOf(lines: readonly string[], section: string): Block | undefined {
  const header = new RegExp(`^${RegExp.escape(section)}:\\s*(?:#.*)?$`)
  const from = lines.findIndex((line) => header.test(line)) + 1
  const length = lines.slice(from).findIndex((line) => /^\S/.test(line))
  return from === 0 ? undefined : {from, to: length === -1 ? lines.length : from + length}
}

/** A value that stands goes before one that is commented out. */
export function lineOf(lines: readonly string[], {from, to}: Block, key: string, comments: boolean): number {
  const find = (form: RegExp) => lines.findIndex((line, at) => at >= from && at < to && form.test(line))
  const standing = find(new RegExp(`^  ${RegExp.escape(key)}:`))
  return standing === -1 && comments ? find(new RegExp(`^  # ?${RegExp.escape(key)}:(?: |$)`)) : standing
}

/** What stands behind a value; a "#" in quotes is none. */
function remark(line: string): string {
  const [, behind = ''] = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^"'#])*?(\s+#.*)$/.exec(line) ?? []
  return /^ {2}#/.test(line) ? '' : behind
}

/** Under a comment of its own the line stays, so that the next reader still sees what could stand there. */
function commented(lines: readonly string[], at: number, key: string, standard: unknown): readonly string[] {
  const explained = /^ {2}#/.test(lines[at - 1] ?? '')
  return explained ? [`  # ${key}: ${JSON.stringify(standard) ?? ''}`.trimEnd()] : []
}

function replaced(lines: readonly string[], at: number, by: readonly string[]): string {
  return [...lines.slice(0, at), ...by, ...lines.slice(at + 1)].join('\n')
}

/** Before the blank lines that part the section from the next. */
export function inserted(lines: readonly string[], {from, to}: Block, line: string): string {
  const last = lines.findLastIndex((each, index) => index < to && each.trim() !== '')
  const end = Math.max(from, last + 1)
  const rest = lines.slice(end)
  return [...lines.slice(0, end), line, ...(rest.length > 0 ? rest : [''])].join('\n')
}
