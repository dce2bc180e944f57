import {closeSync, constants, fsyncSync, openSync} from 'node:fs'

/** Names that came into a folder or left it are so on the disk too. Throws where that cannot be had. */
export function syncFolder(folder: string): void {
  const fd = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
