import type {Call} from './line.ts'

/**
 * What a call wants of what it names. `look`: whether it is there, or where it leads. `make`: to put something there or take
 * it away, which its folder must allow.
 */
export type Access = 'look' | 'read' | 'write' | 'make' | 'run'

const making = new Set(
  `mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 link linkat symlink symlinkat mknod mknodat`.split(
    ' ',
  ),
)
const writing = new Set(
  `creat truncate chmod fchmodat fchmodat2 chown lchown fchownat utime utimes futimesat utimensat setxattr lsetxattr
   removexattr lremovexattr`.split(/\s+/),
)

export function accessOf({name, args}: Pick<Call, 'name' | 'args'>): Access {
  if (name === 'execve' || name === 'execveat') return 'run'
  if (making.has(name)) return 'make'
  if (writing.has(name)) return 'write'
  if (/^open(?:at2?)?$/.test(name)) return opening(args)
  if (/^(?:faccessat2?|access)$/.test(name)) return asking(args)
  return 'look'
}

/** How many of the names that a call begins with are paths on which it acts, and how many before them are none. */
export function pathsOf(name: string): {readonly from: number; readonly to: number} {
  if (/^symlink(?:at)?$/.test(name)) return {from: 1, to: 2}
  return {from: 0, to: /^(?:rename|link)/.test(name) ? 2 : 1}
}

function opening(args: string): Access {
  if (/\bO_PATH\b/.test(args)) return 'look'
  return /\bO_(?:WRONLY|RDWR|CREAT|TRUNC|TMPFILE)\b/.test(args) ? 'write' : 'read'
}

function asking(args: string): Access {
  if (/\bW_OK\b/.test(args)) return 'write'
  return /\bX_OK\b/.test(args) ? 'run' : 'look'
}
