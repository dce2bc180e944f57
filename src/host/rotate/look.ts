import {lstatSync, type BigIntStats} from 'node:fs'
import {problem, type Problem} from '../../text/problem.ts'
import type {HeldFolder} from '../held-folder.ts'
import {archiveOf, room, type ArchiveName} from '../../log/archive-name.ts'
import type {Own} from './own.ts'
import type {Rules} from './rules.ts'
import {unfinished} from './unfinished.ts'

/** The rotated files of one log, which itself may be gone. Names have one character a byte. */
export type Shelf = {
  readonly folder: Place
  readonly name: string
  /** Newest first. */
  readonly archives: readonly ArchiveName[]
}

/** One log as it is now. */
export type Log = Shelf & {
  /** The name of its state. */
  readonly key: string
  readonly stats: BigIntStats
}

/** A folder of logs, held, with the path it was asked for by. */
export type Place = {readonly path: string; readonly held: HeldFolder}

export type Found = {
  readonly logs: readonly Log[]
  readonly left: readonly {readonly name: string; readonly why: Problem}[]
  /** Of logs that are gone. */
  readonly orphans: readonly Shelf[]
}

export const bytesOf = (name: string) => Buffer.from(name, 'latin1')

/** All logs of one folder, each with its rotated files, and what looks like one and is not looked after. */
export function look(folder: Place, rules: Rules, own: Own): Found {
  const names = new Set(folder.held.list().map(({name}) => name.toString('latin1')))
  const archives = archivesOf(names)
  const logs: Log[] = []
  const left: {name: string; why: Problem}[] = []
  for (const name of names) {
    if (!rules.isLog(name) || archiveOf(name) !== undefined || name.startsWith(unfinished)) continue
    const stats = lstatSync(folder.held.at(bytesOf(name)), {bigint: true, throwIfNoEntry: false})
    if (stats === undefined) continue
    const why = reasonToLeave(name, stats, own)
    const key = keyOf(folder.path, name)
    if (why === undefined) logs.push({folder, name, key, stats, archives: archives.get(name) ?? []})
    else left.push({name, why})
  }
  const orphans = [...archives]
    .filter(([name]) => rules.isLog(name) && !names.has(name))
    .map(([name, archives]) => ({folder, name, archives}))
  return {logs, left, orphans}
}

export const keyOf = (path: string, name: string) => `${Buffer.from(path).toString('latin1')}/${name}`

function archivesOf(names: ReadonlySet<string>): Map<string, ArchiveName[]> {
  const found = new Map<string, ArchiveName[]>()
  for (const name of names) {
    const archive = archiveOf(name)
    if (archive !== undefined) found.set(archive.log, [...(found.get(archive.log) ?? []), archive])
  }
  for (const archives of found.values()) archives.sort((a, b) => (a.stamp < b.stamp ? 1 : -1))
  return found
}

function reasonToLeave(name: string, stats: BigIntStats, own: Own): Problem | undefined {
  if (stats.isSymbolicLink()) return problem('log_is_link')
  if (!stats.isFile()) return problem('log_not_file')
  if (own.file(`${stats.dev}:${stats.ino}`)) return problem('log_own')
  if (stats.nlink !== 1n) return problem('log_hard_links')
  if (!mayGive(stats)) return problem('log_foreign', {uid: String(stats.uid), gid: String(stats.gid)})
  return name.length + room > 255 ? problem('log_name_long') : undefined
}

/** Could this process give the new file the same owner and group? */
function mayGive({uid, gid}: BigIntStats): boolean {
  const me = process.geteuid?.()
  if (me === 0) return true
  const groups = [process.getegid?.(), ...(process.getgroups?.() ?? [])]
  return uid === BigInt(me ?? -1) && groups.includes(Number(gid))
}
