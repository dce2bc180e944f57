import {accessSync, constants, globSync} from 'node:fs'

const files = ['/run/log/journal/*/system.journal', '/var/log/journal/*/system.journal']

/** Is what the system logs not this user's to read? journalctl(1) says so only where it finds nothing that is, and a user may have a journal of their own. */
export function isClosed(): boolean {
  const there = globSync(files)
  return there.length > 0 && !there.some(isReadable)
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK)
    return true
  } catch {
    return false
  }
}
