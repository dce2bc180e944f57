import {accessSync, constants} from 'node:fs'
import {describe} from 'vitest'

/** `describe`, or a skip that names the missing program and the command that installs it. Continuous integration forbids skips. */
export function needs(program: string, install: string): typeof describe | typeof describe.skip {
  if (installed(program)) return describe
  return ((
    name: string,
    ...rest: Parameters<typeof describe.skip> extends [unknown, ...infer R] ? R : never
  ) => describe.skip(`${name} (needs ${program}: ${install})`, ...rest)) as typeof describe.skip
}

function installed(program: string): boolean {
  const folders = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin']
  return folders.some((folder) => executable(`${folder}/${program}`))
}

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
