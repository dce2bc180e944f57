import type {Restic} from './program.ts'
import {reading, type Snapshot} from './snapshots.ts'

/** Something in a snapshot. A name that is no UTF-8 has U+FFFD for each byte that is none. */
export type Node = {
  readonly path: string
  readonly type: string
  readonly size: number
  readonly mtime: string
}

/** Shows every node of a snapshot, a folder before what is in it. */
export async function eachNode(
  restic: Restic,
  {whole}: Pick<Snapshot, 'whole'>,
  see: (node: Node) => void,
): Promise<void> {
  await restic({
    words: ['ls', '--json', ...reading, whole],
    line: (line) => {
      const {
        path,
        type,
        size = 0,
        mtime = '',
        struct_type: kind,
      } = JSON.parse(line) as Record<string, unknown>
      if (kind !== 'node' && path === undefined) return
      see({path: String(path), type: String(type), size: Number(size), mtime: String(mtime)})
    },
  })
}

/** A pattern of restic that means this path and what is below it; each byte that is not known is any character. */
export function patternOf(path: string): string {
  return path.replaceAll(/[\\*?[\]]/g, String.raw`\$&`).replaceAll('\u{fffd}', '?')
}

/** Bytes for a person to read: what would move the cursor is shown by number. */
export function shownPath(path: string): string {
  const escaped = (character: string) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
  return path.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, escaped)
}
