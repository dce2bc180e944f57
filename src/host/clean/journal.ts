import {lstatSync, type BigIntStats} from 'node:fs'
import {problem} from '../../text/problem.ts'
import {entries} from '../open-files.ts'
import {dayMs, type Area} from './area.ts'
import {outputOf} from './program.ts'
import {Tally} from './tally.ts'

const places = ['/var/log/journal', '/run/log/journal']

/** Closed files of the system's journal, removed by `journalctl --vacuum-time`, which never touches those in use. */
export const journal: Area = async ({settings, now, remove, uid, signal}) => {
  const where = places.join(', ')
  const before = closed()
  if (before === undefined) return {status: 'absent', where, tally: new Tally()}
  const old = [...before].filter(([file, stats]) => from(file, stats) < now - settings.JOURNAL_DAYS * dayMs)
  if (!remove) return {status: 'planned', where, tally: tallyOf(old)}
  if (old.length === 0) return {status: 'cleaned', where, tally: new Tally()}
  if (uid !== 0) return {status: 'skipped', where, tally: new Tally(), why: problem('clean_root', {where})}
  const vacuum = ['--quiet', `--vacuum-time=${settings.JOURNAL_DAYS}d`]
  const ended = await outputOf('/usr/bin/journalctl', vacuum, signal)
  const after = closed() ?? new Map()
  const tally = tallyOf([...before].filter(([file]) => !after.has(file)))
  return 'text' in ended
    ? {status: 'cleaned', where, tally}
    : {status: 'failed', where, tally, why: ended.problem}
}

/** The name of a closed file holds an @. Undefined where there is no journal at all. */
function closed(): Map<string, BigIntStats> | undefined {
  const machines = places.flatMap((place) => entries(place).map((name) => `${place}/${name}`))
  if (machines.length === 0) return undefined
  const files = machines.flatMap((folder) => entries(folder).map((name) => `${folder}/${name}`))
  return new Map(
    files.flatMap((file) => {
      const stats = lstatSync(file, {bigint: true, throwIfNoEntry: false})
      return /@[^/]*\.journal~?$/.test(file) && stats?.isFile() === true ? [[file, stats] as const] : []
    }),
  )
}

/** When its first entry was written: the last number of its name, hexadecimal microseconds, or its own time where that is earlier. */
function from(file: string, {mtimeMs}: BigIntStats): number {
  const [, hex] = /-([0-9a-f]{16})\.journal$/.exec(file) ?? []
  const named = hex === undefined ? Infinity : Number(BigInt(`0x${hex}`) / 1000n)
  return Math.min(named, Number(mtimeMs))
}

function tallyOf(files: readonly (readonly [string, BigIntStats])[]): Tally {
  const tally = new Tally()
  for (const [, {blocks}] of files) tally.take(blocks * 512n)
  return tally
}
