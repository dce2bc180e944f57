import {closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync} from 'node:fs'
import {dirname, join, resolve} from 'node:path'

/** A socket of this machine, held: `path` leads to it whatever is put in its place meanwhile. */
export type HeldSocket = {readonly path: string; readonly release: () => void}

/** Linux's O_PATH: a name for what is there, without opening it. */
const onlyName = 0o10_000_000
const mostLinks = 40

/**
 * The socket that stands at this path itself. Undefined where none does, or where a link on the way is not root's: whoever may write one
 * could lead to any other socket, Docker's among them.
 */
export function holdSocket(path: string): HeldSocket | undefined {
  let fd: number | undefined
  try {
    fd = openSync(path, onlyName | constants.O_NOFOLLOW)
    const held = `/proc/self/fd/${fd}`
    const own = fd
    if (fstatSync(fd).isSocket() && readlinkSync(held) === meant(path))
      return {path: held, release: () => closeSync(own)}
  } catch {
    // It is not there, or not for us.
  }
  if (fd !== undefined) closeSync(fd)
  return undefined
}

/** Where the path leads by root's links alone; throws where another's is in the way. */
function meant(path: string): string {
  let [real, rest, links] = ['/', path.split('/').filter(Boolean), 0]
  while (rest.length > 0) {
    const next = join(real, rest[0] ?? '')
    const stats = lstatSync(next)
    rest = rest.slice(1)
    if (!stats.isSymbolicLink()) real = next
    else {
      if (stats.uid !== 0 || rest.length === 0 || (links += 1) > mostLinks) throw new Error(next)
      rest = [...resolve(dirname(next), readlinkSync(next)).split('/').filter(Boolean), ...rest]
      real = '/'
    }
  }
  return real
}
