/** What the names of rotated files say: of which log, when (UTC), and how compressed. */
export type ArchiveName = {readonly log: string; readonly stamp: string; readonly suffix: '' | '.gz' | '.zst'}

const form = /^(.+)-(\d{8}T\d{6}\.\d{6}Z)(\.gz|\.zst)?$/s

/** Undefined for what is no rotated file. One character a byte. */
export function archiveOf(name: string): ArchiveName | undefined {
  const [, log, stamp, suffix = ''] = form.exec(name) ?? []
  if (log === undefined || stamp === undefined) return undefined
  return {log, stamp, suffix: suffix as ArchiveName['suffix']}
}

export function archiveName(log: string, stamp: string, suffix: ArchiveName['suffix'] = ''): string {
  return `${log}-${stamp}${suffix}`
}

/** Room that a rotated file's name needs behind the name of its log. */
export const room = '-20260101T000000.000000Z.zst'.length

/**
 * A stamp of `now` that none of `taken` has. Its last three digits are chance: another home's rotation of the same log, which
 * no lock keeps away, would otherwise have the same one where it begins within the same millisecond.
 */
export function freeStamp(now: number, taken: ReadonlySet<string>): string {
  for (let at = now; ; at++) {
    const stamp = stampOf(at, Math.floor(Math.random() * 1000))
    if (!taken.has(stamp)) return stamp
  }
}

/** Milliseconds; NaN where no such moment exists. */
export function momentOf(stamp: string): number {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d\.\d{3})\d{3}Z$/.exec(stamp) ?? []
  return Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`)
}

function stampOf(now: number, chance: number): string {
  const text = new Date(now).toISOString().replaceAll(/[-:Z]/g, '')
  return `${text}${String(chance).padStart(3, '0')}Z`
}
