import {lstatSync, realpathSync, statSync, type Stats} from 'node:fs'

/** Every sandbox shows these; what is closed in there is closed to the user that it runs as. */
export function alwaysShown(path: string): boolean {
  return /^\/(?:usr|bin|sbin|lib|lib32|lib64|libx32)(?:\/|$)/.test(path)
}

export function isThere(path: string): boolean {
  try {
    lstatSync(path)
    return true
  } catch {
    return false
  }
}

/** Where a path of this machine leads; undefined where that is nowhere. */
export function real(path: string): {readonly path: string; readonly stats: Stats} | undefined {
  try {
    const there = realpathSync.native(path)
    return {path: there, stats: statSync(there)}
  } catch {
    return undefined
  }
}
