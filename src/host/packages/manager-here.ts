import {existsSync, readFileSync} from 'node:fs'
import type {PackageManager} from './manager.ts'

/** The one that this machine's packages are managed with, or undefined. Where others are installed too, the system says which. */
export async function managerHere(): Promise<PackageManager | undefined> {
  const {apt} = await import('./apt/apt.ts')
  const {dnf} = await import('./dnf/dnf.ts')
  const {pacman} = await import('./pacman/pacman.ts')
  const here = [apt, dnf, pacman].filter(({isHere}) => isHere())
  const ids = systemIds()
  return here.find(({systems}) => systems.some((id) => ids.includes(id))) ?? here[0]
}

/** `ID` and `ID_LIKE` of os-release(5). */
function systemIds(): readonly string[] {
  const file = '/etc/os-release'
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  return lines.flatMap((line) => {
    const [, value = ''] = /^ID(?:_LIKE)?=["']?([^"']*)/.exec(line) ?? []
    return value.split(' ').filter(Boolean)
  })
}
