import type {
  Created,
  Drilled,
  Named,
  PartArchive,
  PartListing,
  Pruned,
  Restored,
  There,
  Verified,
} from './engine.ts'
import {size} from './embedded/meter.ts'
import {timeOf} from './embedded/store.ts'
import {isInTheWay} from './in-the-way.ts'

/** So many archives, or things that were left out, are named. */
const mostNamed = 3

export function created({archive, archiveBytes = 0, files, bytes, seconds, ...counts}: Created): string {
  const what = `${count(files, 'file')}, ${size(bytes)}`
  const where =
    archive === undefined
      ? `would save ${what}`
      : `saved ${what} as ${archive} (${size(archiveBytes)}) in ${seconds} s`
  const notes = [
    [counts.missingCount, 'could not be read'],
    [counts.changedCount, 'changed meanwhile'],
    [counts.skippedCount, `left out: ${leftOut(counts)}`],
  ] as const
  return [where, ...notes.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`)].join(
    '; ',
  )
}

/** The first of them; first what nobody asked to be left out. */
function leftOut({skipped, skippedCount}: Pick<Created, 'skipped' | 'skippedCount'>): string {
  const asked = skipped.filter(({why}) => why === 'excluded')
  const first = [...skipped.filter((one) => !asked.includes(one)), ...asked].slice(0, mostNamed)
  const more = skippedCount > first.length ? [`and ${skippedCount - first.length} more`] : []
  return [...first.map(({path, why}) => `${path} (${why})`), ...more].join(', ')
}

type Looked = Omit<PartListing, 'archives'> & {
  readonly archives: readonly (PartArchive & {readonly found: boolean})[]
}

export function listed({archives, leftOver}: Looked): string {
  const found = archives.filter(({state, found}) => found && state !== 'damaged').length
  const wrong = found > 0 ? `, ${found} found wrong by verify or drill` : ''
  const damaged = archives.filter(({state}) => state === 'damaged').length
  const encrypted = archives.filter(({state}) => state === 'encrypted').length
  const closed = encrypted > 0 ? `, ${encrypted} encrypted and not looked into` : ''
  const left = leftOver.length > 0 ? `, ${leftOver.length} unfinished left behind` : ''
  return `${count(archives.length, 'archive')}${damaged > 0 ? `, ${damaged} damaged` : ''}${wrong}${closed}${left}`
}

export function verified({archives, seconds}: Verified): string {
  const sum = (key: 'files' | 'bytes' | 'damagedCount') => archives.reduce((all, one) => all + one[key], 0)
  const damaged = sum('damagedCount')
  const read = `read ${size(sum('bytes'))} of ${count(sum('files'), 'file')} in ${seconds} s`
  const [first, ...others] = archives
  if (damaged === 0 && first !== undefined && others.length === 0)
    return `${read}: all of ${first.archive} is as it was saved`
  if (damaged === 0) return `${read}: all is as it was saved`
  const bad = archives.filter(({damagedCount}) => damagedCount > 0)
  const named = bad.slice(0, mostNamed).map(({archive, damagedCount}) => `${damagedCount} in ${archive}`)
  const more = bad.length > mostNamed ? [`more in ${bad.length - mostNamed} others`] : []
  return `${read}: ${damaged} damaged, ${[...named, ...more].join(', ')}`
}

const again = ['move away what is in the way, and restore again']
/** What to try where an archive does not give back everything. */
const another = [
  'to try another archive: parrot backup list',
  'to see which are good: parrot backup verify --all',
]

export function restored(
  {archive, folder, entries, bytes, notKept, damaged, there, ...not}: Restored,
  dryRun: boolean,
): string {
  const older = olderOf(archive, damaged)
  const failed = not.failedCount > 0 ? `; ${not.failedCount} could not be restored` : ''
  const lost = notKept.length > 0 ? `; without ${notKept.join(', ')}` : ''
  const what = entries === 1 ? '1 file, folder or link' : `${entries} files, folders and links`
  if (dryRun)
    return [
      `would restore ${what}, ${size(bytes)}, of ${archive} into ${folder}`,
      ...(there ? replaced(there) : []),
      ...older,
    ].join('; ')
  const done = `${what}, ${size(bytes)}, of ${archive} in ${folder}${failed}${lost}`
  return [done, ...older, ...whatToTry(not)].join('; ')
}

/** What would become of what is there. Folders are no part of it. */
function replaced({fresh, same, different, blocked}: There): readonly string[] {
  const over = same + different
  return [
    `${over} of its files and links ${over === 1 ? 'is' : 'are'} there and would be replaced, ${different} of them different`,
    `${fresh} would be new`,
    ...(blocked > 0 ? [`${blocked} could not be put there`] : []),
  ]
}

/** Of what is in the way in a folder that exists the archive is no cause. */
function whatToTry({failed, failedCount}: Pick<Restored, 'failed' | 'failedCount'>): readonly string[] {
  const inItsWay = failed.filter(isInTheWay).length
  return [...(inItsWay > 0 ? again : []), ...(failedCount > inItsWay ? another : [])]
}

export function drilled(
  {archive, sampled, bytes, sameAsSource, changedSince, differentCount, damaged}: Drilled,
  dryRun: boolean,
): string {
  if (damaged[0]?.path === archive) return [`${archive} is damaged`, ...andMore(damaged)].join('; ')
  const what = `${count(sampled, 'file')}, ${size(bytes)}, of ${archive}`
  const older = olderOf(archive, damaged)
  const different = differentCount > 0 ? `; ${differentCount} different` : ''
  if (dryRun) return [`would compare ${what}${different}`, ...older].join('; ')
  const compared = `${sameAsSource} as their source, ${changedSince} changed since`
  return [`${what}: ${compared}, ${differentCount} different`, ...older].join('; ')
}

/** That a newer archive was meant, and is damaged. */
function olderOf(archive: string, damaged: readonly Named[]): readonly string[] {
  const [newest] = damaged
  if (newest === undefined) return []
  const time = new Date(timeOf(archive))
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC')
  return [`the newest, ${newest.path}, is damaged`, ...andMore(damaged), `this is the older of ${time}`]
}

function andMore({length}: readonly unknown[]): readonly string[] {
  return length > 1 ? [`and ${length - 1} more`] : []
}

export function pruned({kept, removed, freedBytes, refused, unread = []}: Pruned, dryRun: boolean): string {
  if (refused !== '') return refused
  const going = `${count(removed.length, 'archive')} (${size(freedBytes)})`
  return `${dryRun ? `${going} would go` : `removed ${going}`}, ${kept.length} kept${
    unread.length > 0 ? `; ${unread.length} encrypted checked by the digest in its name only` : ''
  }`
}

function count(number: number, what: string): string {
  const plural = what.endsWith('y') ? `${what.slice(0, -1)}ies` : `${what}s`
  return `${number} ${number === 1 ? what : plural}`
}
