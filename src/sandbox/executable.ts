import {accessSync, constants} from 'node:fs'

/** Is it there, and may this user execute it? */
export function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
