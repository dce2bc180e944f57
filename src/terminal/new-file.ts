import {closeSync, fsyncSync, openSync, writeSync} from 'node:fs'

/** Writes a file that must not be there yet, for its owner only, and returns how many items it wrote once they are on disk. */
export function writeNew<T>(file: string, items: Iterable<T>, text: (item: T) => string): number {
  const descriptor = openSync(file, 'wx', 0o600)
  try {
    let count = 0
    for (const item of items) {
      writeSync(descriptor, text(item))
      count++
    }
    fsyncSync(descriptor)
    return count
  } finally {
    closeSync(descriptor)
  }
}
