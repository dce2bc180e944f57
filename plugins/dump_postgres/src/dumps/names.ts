const stamp = String.raw`(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z`

/** A dump by its file's name: what it is of, and when it was begun, in UTC. */
export type Dump = {
  readonly file: string
  /** What dumps of one database have in common at the beginning of their names. */
  readonly group: string
  readonly extension: string
  readonly at: number
}

/** A name as the beginning of a file's name: nothing in it is a folder, hidden, an option or invisible. */
export function groupOf(name: string): string {
  const escaped = encodeURIComponent(name.toWellFormed()).replaceAll(/[!'()*~]|^[.-]/g, escape)
  if (escaped === '') throw new Error('a database without a name')
  return escaped
}

/** The name that `groupOf` made a group of. */
export function nameOf(group: string): string {
  try {
    return decodeURIComponent(group)
  } catch {
    return group
  }
}

/** The name of a new dump: later than `newest`, so that names sort by time also after the clock was set back. */
export function fileFor(group: string, extension: string, now: number, newest?: Dump): string {
  const at = newest === undefined ? now : Math.max(now, newest.at + 1)
  return `${group}-${new Date(at).toISOString().replaceAll(/[-:.]/g, '')}.${extension}`
}

/** The dump that a file's name says it is, where it is one of these kinds. */
export function readName(file: string, extensions: readonly string[]): Dump | undefined {
  const [, group = '', y, mo, d, h, mi, s, ms, extension = ''] =
    new RegExp(`^([\\w%][\\w%.-]*)-${stamp}\\.(\\w+)$`).exec(file) ?? []
  const at = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}.${ms}Z`)
  return extensions.includes(extension) && !Number.isNaN(at) ? {file, group, extension, at} : undefined
}

function escape(character: string): string {
  return `%${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0')}`
}
