import {lstatSync} from 'node:fs'
import {setTimeout as delay} from 'node:timers/promises'
import {openFiles} from '../open-files.ts'
import {archiveName} from '../../log/archive-name.ts'
import {bytesOf} from './look.ts'
import {tell} from './reopen.ts'
import type {Run} from './rotate.ts'
import type {Rotated} from './rotate-due.ts'

/** How long a rotated file that is to be compressed at once is waited for until nobody writes to it. */
const patienceMs = 3000

/** Tells those who write to what was rotated to open their logs anew, and, where that matters now, waits until they did. */
export async function tellWriters(
  {rules, report, dryRun, signal}: Run,
  rotated: readonly Rotated[],
): Promise<void> {
  if (dryRun || rotated.length === 0 || rules.reopen.length === 0) return
  const open = openFiles(new Set(rotated.flatMap((one) => idOf(one) ?? [])))
  for (const reopen of rules.reopen) {
    const here = rotated.filter(({log}) => log.folder.path === reopen.folder)
    const told = tell(
      reopen,
      here.flatMap((one) => open.get(idOf(one) ?? '') ?? []),
    )
    if (told === undefined) continue
    if ('code' in told) report.problems.push(told)
    else report.signals.push(told)
  }
  if (report.signals.length === 0 || rules.delay || rules.compress === 'none') return
  const until = Date.now() + patienceMs
  const ids = new Set(open.keys())
  while (Date.now() < until && !signal.aborted && isWritten(ids)) await delay(50)
}

function isWritten(ids: ReadonlySet<string>): boolean {
  return openFiles(ids)
    .values()
    .some((holders) => holders.some(({writes}) => writes))
}

function idOf({log: {folder, name}, stamp}: Rotated): string | undefined {
  const file = folder.held.at(bytesOf(archiveName(name, stamp)))
  const stats = lstatSync(file, {bigint: true, throwIfNoEntry: false})
  return stats && `${stats.dev}:${stats.ino}`
}
