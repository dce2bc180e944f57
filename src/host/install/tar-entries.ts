import {posix} from 'node:path'
import {printable} from '../../manifest/show.ts'

type Limits = {readonly entries: number; readonly bytes: number}

/** What is read of an entry's header. */
type Header = {
  readonly path: string
  readonly type: string
  readonly mode?: number | undefined
  readonly linkpath?: string | undefined
  readonly size?: number | undefined
}

const kinds: ReadonlySet<string> = new Set(['File', 'OldFile', 'ContiguousFile', 'Directory', 'SymbolicLink'])

/** Looks at a tarball entry by entry and says of each what speaks against it. Nothing of it may be believed before its end. */
export function tarEntries({entries: most, bytes}: Limits) {
  const seen = new Map<string, string>()
  const tops = new Set<string>()
  let read = 0
  let nested = true

  function entry({path, type, mode = 0, linkpath = '', size = 0}: Header): string | undefined {
    const name = path.replace(/\/+$/, '').replace(/^(?:\.\/)+/, '')
    if (name === '' || name === '.') return undefined
    if (seen.size >= most) return `there are more than ${most} entries`
    if (!kinds.has(type)) return `it is neither a folder, a file nor a symbolic link (${type})`
    if ((mode & 0o6000) !== 0) return 'it is setuid or setgid'
    if (size > bytes) return `there are more than ${bytes} bytes`
    const wrong = wrongName(name)
    if (wrong !== undefined) return wrong
    if (type === 'SymbolicLink' && leaves(name, linkpath)) return 'it is a link that leaves the plugin'
    const folded = name.normalize('NFC').toLowerCase()
    const before = seen.get(folded)
    if (before !== undefined && !(type === 'Directory' && before === `Directory ${name}`))
      return 'its name is there already, or differs from another one in case only'
    if (belowLink(folded)) return 'it lies below a link'
    seen.set(folded, `${type} ${name}`)
    tops.add(name.split('/')[0] ?? '')
    if (!name.includes('/') && type !== 'Directory') nested = false
    return undefined
  }

  const belowLink = (folded: string) =>
    ancestors(folded).some((above) => !(seen.get(above) ?? 'Directory').startsWith('Directory'))

  return {
    entry,
    /** Counts what came out of the compression; false when it is too much. */
    read: (length: number) => (read += length) <= bytes,
    end: () => (seen.size === 0 ? 'there is nothing in it' : undefined),
    /** How many folders of each path to leave out: npm and git put everything into one. */
    strip: () => (nested && tops.size === 1 ? 1 : 0),
  }
}

function wrongName(name: string): string | undefined {
  if (name.startsWith('/') || name.split('/').some((part) => part === '..' || part === '.' || part === ''))
    return 'its path leads out of the plugin'
  if (name !== printable(name) || name.includes('\ufffd')) return 'its name has invisible characters'
  return name.length > 1000 ? 'its path has more than 1000 characters' : undefined
}

/** By its words; what it leads to once it lies in its place is looked at there. */
function leaves(name: string, target: string): boolean {
  const meant = posix.normalize(posix.join(posix.dirname(name), target))
  return target.startsWith('/') || meant.split('/')[0] === '..' || target !== printable(target)
}

function ancestors(path: string): string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'))
}
