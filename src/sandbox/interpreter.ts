import {closeSync, constants, openSync, readSync} from 'node:fs'

const longest = 256

/** The program that a script names in its #! line; undefined where it has none. */
export function interpreterOf(file: string): string | undefined {
  const head = Buffer.alloc(longest)
  try {
    const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    readSync(fd, head)
    closeSync(fd)
  } catch {
    return undefined
  }
  return /^#![ \t]*(\/[^\s\0]+)/.exec(head.toString('utf8'))?.[1]
}
