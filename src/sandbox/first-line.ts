import {closeSync, constants, openSync, readSync} from 'node:fs'

const longest = 256

/** It is a program or names its interpreter: otherwise the shell that starts it would take it for a script in its own language. */
export function startsByItself(file: string): boolean {
  const head = beginningOf(file)
  return head.subarray(0, 2).toString() === '#!' || head.subarray(0, 4).equals(Buffer.from('\x7fELF'))
}

/** The program that a script names in its #! line; undefined where it has none. */
export function interpreterOf(file: string): string | undefined {
  return /^#![ \t]*(\/[^\s\0]+)/.exec(beginningOf(file).toString('utf8'))?.[1]
}

function beginningOf(file: string): Buffer {
  const head = Buffer.alloc(longest)
  try {
    const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    readSync(fd, head)
    closeSync(fd)
  } catch {
    // one that may not be read cannot be judged
  }
  return head
}
