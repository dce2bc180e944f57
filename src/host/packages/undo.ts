import type {BuiltinCall} from '../builtin.ts'
import type {Change, Doing, PackageManager} from './manager.ts'
import {shown} from './report.ts'

/** How to come back to the versions before: the command, what it cannot bring back, and whether it was carried out. */
export type WayBack = {
  readonly command: string | null
  readonly missing: readonly string[]
  readonly done: boolean
  /** Why it was tried and did not work. */
  readonly cause: string | null
}

const unstoppable = new AbortController().signal

/** Finds the way back, and goes it where the settings say so and every version before is still to be had. */
export async function undo(
  manager: PackageManager,
  changes: readonly Change[],
  {config}: BuiltinCall,
  doing: Doing,
): Promise<WayBack> {
  const replaced = await replacedOf(manager, changes)
  const older = await manager.older(replaced, unstoppable)
  const commands = await manager.wayBack(older, unstoppable)
  const missing = older.filter(({word}) => word === null).map(({change}) => shown(change))
  const command = commands.map((words) => words.join(' ')).join(' && sudo ') || null
  const way = {command, missing, done: false, cause: null}
  if (config['ROLLBACK'] !== 'automatic' || command === null || missing.length > 0) return way
  const {end, cause} = await manager.goBack(commands, {...doing, logFile: `${doing.logFile}.back.log`})
  return end === 'done' ? {...way, done: true} : {...way, cause: cause || end}
}

/** What is not at its version before any more, or only half. */
async function replacedOf(manager: PackageManager, changes: readonly Change[]): Promise<readonly Change[]> {
  const installed = await manager.installed(unstoppable)
  return changes.filter(({name, arch, from}) => {
    const same = installed.filter((one) => one.name === name)
    const now = same.find((one) => one.arch === arch) ?? same[0]
    return from !== null && (now?.version !== from || !now.settled)
  })
}
