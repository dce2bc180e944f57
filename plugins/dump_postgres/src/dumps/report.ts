/** What came of one database. */
export type Dumped = {
  readonly database: string
  readonly status: 'dumped' | 'would be' | 'failed'
  readonly file: string
  readonly bytes: number
  readonly sha256: string
  readonly seconds: number
  readonly why: string
}

type Report = {
  readonly summary: string
  readonly dryRun: boolean
  readonly dumps: readonly Dumped[]
  readonly failedCount: number
  readonly removed: readonly string[]
}

/** All of a run in one result. */
export function reportOf(dumps: readonly Dumped[], removed: readonly string[], dryRun: boolean): Report {
  const failedCount = dumps.filter(({status}) => status === 'failed').length
  const well = dumps.filter(({status}) => status !== 'failed')
  const what = dryRun
    ? `would dump ${counted(well.length, 'database')}`
    : `${counted(well.length, 'dump')}, ${size(well.reduce((sum, {bytes}) => sum + bytes, 0))}`
  const notes = [
    ...(failedCount > 0 ? [`${failedCount} failed`] : []),
    ...(removed.length > 0 ? [`${counted(removed.length, 'old dump')} removed`] : []),
  ]
  return {summary: [what, ...notes].join(', '), dryRun, dumps, failedCount, removed}
}

export function failed(database: string, why: string): Dumped {
  return {database, status: 'failed', file: '', bytes: 0, sha256: '', seconds: 0, why}
}

export function would(database: string, bytes: number): Dumped {
  return {database, status: 'would be', file: '', bytes, sha256: '', seconds: 0, why: ''}
}

export function size(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10))
  return `${(bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`
}

function counted(number: number, what: string): string {
  return `${number} ${number === 1 ? what : `${what}s`}`
}
