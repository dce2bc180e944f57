import {closeSync, fsyncSync, openSync, writeSync} from 'node:fs'

/** Writes lines to a file that must not be there yet, for its owner only; how many there were, once they are on disk. */
export function writeNew(file: string, lines: Iterable<string>): number {
  const descriptor = openSync(file, 'wx', 0o600)
  try {
    let count = 0
    for (const line of lines) {
      writeSync(descriptor, `${line}\n`)
      count++
    }
    fsyncSync(descriptor)
    return count
  } finally {
    closeSync(descriptor)
  }
}
