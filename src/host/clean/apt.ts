import {lstatSync} from 'node:fs'
import {problem} from '../../text/problem.ts'
import {entries} from '../open-files.ts'
import type {Area, Cleaned, Cleaning} from './area.ts'
import {outputOf} from './program.ts'
import {Tally} from './tally.ts'

/** What apt downloaded, removed by `apt-get clean`, which waits for nobody and takes apt's own lock. */
export const apt: Area = async (cleaning) => {
  const where = await archives(cleaning)
  if (where === undefined) return {status: 'absent', where: '', tally: new Tally()}
  const before = packages(where)
  if (!cleaning.remove) return {status: 'planned', where, tally: tallyOf(before)}
  if (before.size === 0) return {status: 'cleaned', where, tally: new Tally()}
  if (cleaning.uid !== 0) return skipped(where)
  const ended = await outputOf('/usr/bin/apt-get', ['-q', 'clean'], cleaning.signal)
  const after = packages(where)
  const removed = new Map([...before].filter(([file]) => !after.has(file)))
  if ('text' in ended) return {status: 'cleaned', where, tally: tallyOf(removed)}
  return {status: 'failed', where, tally: tallyOf(removed), why: ended.problem}
}

/** Where apt itself says it keeps them. */
async function archives({signal}: Cleaning): Promise<string | undefined> {
  const said = await outputOf('/usr/bin/apt-config', ['shell', 'PLACE', 'Dir::Cache::Archives/d'], signal)
  return 'text' in said ? /^PLACE='(\/[^']*?)\/?'/.exec(said.text)?.[1] : undefined
}

function packages(folder: string): Map<string, bigint> {
  const files = [folder, `${folder}/partial`].flatMap((each) =>
    entries(each).map((name) => `${each}/${name}`),
  )
  return new Map(
    files.flatMap((file) => {
      const stats = lstatSync(file, {bigint: true, throwIfNoEntry: false})
      const counts = stats?.isFile() === true && !file.endsWith('/lock')
      return counts ? [[file, stats.blocks * 512n] as const] : []
    }),
  )
}

function tallyOf(files: ReadonlyMap<string, bigint>): Tally {
  const tally = new Tally()
  for (const bytes of files.values()) tally.take(bytes)
  return tally
}

function skipped(where: string): Cleaned {
  return {status: 'skipped', where, tally: new Tally(), why: problem('clean_root', {where})}
}
