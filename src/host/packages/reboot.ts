import {existsSync, readFileSync} from 'node:fs'
import type {Change, PackageManager} from './manager.ts'

export type Reboot = {readonly needed: boolean; readonly because: readonly string[]}

/** Does the machine have to start anew for what is installed already? By what packages asked for, and by what came since it started. */
export async function rebootNow({
  lasting,
  installedSince,
}: Pick<PackageManager, 'lasting' | 'installedSince'>): Promise<Reboot> {
  const asked = existsSync('/run/reboot-required') || existsSync('/var/run/reboot-required')
  const since = (await installedSince(startMs())).filter((name) => lasting.test(name))
  const because = [...new Set([...askedBy(), ...since])]
  return {needed: asked || because.length > 0, because}
}

/** Would it have to after these changes? */
export function rebootAfter({lasting}: Pick<PackageManager, 'lasting'>, changes: readonly Change[]): Reboot {
  const because = changes.map(({name}) => name).filter((name) => lasting.test(name))
  return {needed: because.length > 0, because}
}

function askedBy(): readonly string[] {
  const file = '/run/reboot-required.pkgs'
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
}

function startMs(): number {
  return Number(/^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? 0) * 1000
}
