import type * as Ffi from 'node:ffi'
import type {Entry} from './entry.ts'

/** What a file has besides its content: what its users wrote there, and access control lists. */
export type Attributes = {
  readonly of: (fd: number) => Kept
  /** Of a link or folder, by its path: what a link leads to is not looked at. */
  readonly at: (path: string | Buffer) => Kept
  /** Could it be given? */
  readonly give: (fd: number, name: string, value: string) => boolean
}

export type Kept = Pick<Entry, 'xattrs' | 'cut'>

const most = 65_536
/** Characters of all names and values of an entry: they stand in one line of the manifest. Some disks would keep a gigabyte for one file. */
const mostTogether = 512 * 1024
const acl = 'system.posix_acl_'

/** An access control list is given after the mode, which would change it. */
export function isAcl(name: string): boolean {
  return name.startsWith(acl)
}

/** The labels and capabilities of `security.` are the machine's own, and not for an archive to give out. */
export function isKept(name: string): boolean {
  return (name.startsWith('user.') || isAcl(name)) && /^[\x21-\x3c\x3e-\x7e]{1,255}$/.test(name)
}

/** Node has no functions for them; the C library has, through an interface of Node's that is experimental. Undefined where it is not to be had. */
export async function attributes(): Promise<Attributes | undefined> {
  try {
    return through(await import('node:ffi'))
  } catch {
    return undefined
  }
}

function through({dlopen, getRawPointer}: typeof Ffi): Attributes {
  // Lengths are `ssize_t`, and none is above 64 KiB: as an i32 they are numbers at once, and no BigInt is made for each file.
  const {functions: c} = dlopen(null, {
    flistxattr: {arguments: ['i32', 'u64', 'u64'], return: 'i32'},
    fgetxattr: {arguments: ['i32', 'buffer', 'buffer', 'u64'], return: 'i32'},
    llistxattr: {arguments: ['buffer', 'buffer', 'u64'], return: 'i32'},
    lgetxattr: {arguments: ['buffer', 'buffer', 'buffer', 'u64'], return: 'i32'},
    fsetxattr: {arguments: ['i32', 'buffer', 'buffer', 'u64', 'i32'], return: 'i32'},
  })
  const room = Buffer.alloc(most)
  const size = BigInt(most)
  // As a number: what has to be made a pointer at each call, for many small files, would be seen. It is good while `room` is held below.
  const address = getRawPointer(room)
  return {
    of: (fd) => {
      // Only how long the list is: for a list the kernel would ask for memory each time, and most files have none.
      if (c.flistxattr(fd, 0n, 0n) <= 0) return none
      return read(room, c.flistxattr(fd, address, size), (name) => c.fgetxattr(fd, name, room, size))
    },
    at: (path) => {
      const at = Buffer.concat([Buffer.from(path), nul])
      return read(room, c.llistxattr(at, room, size), (name) => c.lgetxattr(at, name, room, size))
    },
    give: (fd, name, value) => {
      const bytes = Buffer.from(value, 'base64')
      return c.fsetxattr(fd, Buffer.from(`${name}\0`), bytes, BigInt(bytes.length), 0) === 0
    },
  }
}

const nul = Buffer.alloc(1)
const none = {}

function read(room: Buffer, length: number, get: (name: Buffer) => number): Kept {
  if (length <= 0) return none
  const names = room.toString('latin1', 0, length).split('\0').filter(isKept)
  const values: (readonly [string, string])[] = []
  let left = mostTogether
  for (const name of names) {
    const size = get(Buffer.from(`${name}\0`))
    if (size < 0) continue
    const value = room.toString('base64', 0, size)
    left -= name.length + value.length
    if (left < 0) break
    values.push([name, value])
  }
  if (values.length === 0) return none
  return {xattrs: Object.fromEntries(values), ...(left < 0 && {cut: true})}
}
