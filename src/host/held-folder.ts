import {closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, type Dirent} from 'node:fs'

/** A folder by its descriptor: whatever is put in its place afterwards, this one is meant. */
export type HeldFolder = {
  readonly fd: number
  /** `device:inode`. */
  readonly id: string
  readonly uid: number
  readonly mode: number
  /** A path of `name` in this very folder, as openat(2) would have it. The name holds no slash. */
  readonly at: (name: Buffer | string) => Buffer
  readonly list: () => Dirent<Buffer>[]
  /** The folder `name` in it, never through a link. Throws ENOTDIR where it is anything else. */
  readonly enter: (name: Buffer | string) => HeldFolder
  readonly close: () => void
}

const {O_RDONLY, O_DIRECTORY, O_NOFOLLOW} = constants
/** Only to go through: needs no right to list. */
const O_PATH = 0o10_000_000

/** Holds the folder at `path`, an absolute one, walking down from `/` without following a link anywhere. */
export function holdFolder(path: string): HeldFolder {
  const names = path.split('/').filter((name) => name !== '')
  let fd = openSync('/', O_PATH | O_DIRECTORY)
  for (const [at, name] of names.entries()) {
    const mode = at === names.length - 1 ? O_RDONLY : O_PATH
    fd = stepDown(fd, Buffer.from(name), mode)
  }
  return held(names.length === 0 ? stepDown(fd, Buffer.from('.'), O_RDONLY) : fd)
}

/** Holds the folder at `path`, which a link may be on the way to; throws ENOTDIR where it is none itself. */
export function holdAt(path: string): HeldFolder {
  return held(openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW))
}

/** Which mount it is on: a bind mount of the same file system has another number. */
export function mountOf({fd}: Pick<HeldFolder, 'fd'>): string {
  const [, mount = ''] = /^mnt_id:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1')) ?? []
  return mount
}

function stepDown(fd: number, name: Buffer, mode: number): number {
  try {
    return openSync(pathIn(fd, name), mode | O_DIRECTORY | O_NOFOLLOW)
  } finally {
    closeSync(fd)
  }
}

function held(fd: number): HeldFolder {
  const {dev, ino, uid, mode} = fstatSync(fd, {bigint: true})
  return {
    fd,
    id: `${dev}:${ino}`,
    uid: Number(uid),
    mode: Number(mode),
    at: (name) => pathIn(fd, name),
    list: () => readdirSync(`/proc/self/fd/${fd}`, {encoding: 'buffer', withFileTypes: true}),
    enter: (name) => held(openSync(pathIn(fd, name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW)),
    close: () => closeSync(fd),
  }
}

/** Node has no openat(2); a path through the descriptor is one, by the kernel's own rules. */
function pathIn(fd: number, name: Buffer | string): Buffer {
  return Buffer.concat([Buffer.from(`/proc/self/fd/${fd}/`), Buffer.from(name)])
}
