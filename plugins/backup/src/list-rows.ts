import {checksOf, type Checks} from './checks.ts'
import type {PartArchive} from './engine.ts'
import type {Config} from './commands.ts'

/** The archives as `list` tells of them: what the engine knows, and when each was last looked at. */
export function listRows(
  archives: readonly PartArchive[],
  engine: Config['BACKUP_ENGINE'],
  data: string,
  now: number,
) {
  return archives.map((one) => {
    const checks = checksOf(data, one.archive)
    const encrypted = engine === 'restic' || one.archive.endsWith('.age')
    const [verified, drilled] = [checks.verified?.at ?? null, checks.drilled?.at ?? null]
    const about = aboutIt(one, {engine, encrypted, checks, now})
    const found = checks.verified?.findings === true || checks.drilled?.findings === true
    const why = found && one.why === '' ? whatToDo(one.archive, checks) : one.why
    return {...one, why, engine, encrypted, verified, drilled, found, about}
  })
}

/** What a look in earnest found stands until the same look finds nothing: a drill that took other files says nothing of it. */
function whatToDo(archive: string, {verified}: Checks): string {
  const look = verified?.findings === true ? 'verify' : 'drill'
  return `${look} found it wrong; to see what: parrot backup ${look} ${archive}; make another: parrot backup create`
}

type Known = {
  readonly engine: string
  readonly encrypted: boolean
  readonly checks: Checks
  readonly now: number
}

function aboutIt({created, missingCount}: PartArchive, {engine, encrypted, checks, now}: Known): string {
  const looked = (['verified', 'drilled'] as const).map((what) => {
    const check = checks[what]
    if (check === undefined) return `never ${what}`
    return `${what} ${ago(check.at, now)}${check.findings ? ' with findings' : ''}`
  })
  return [
    ...(created === null ? [] : [ago(created, now)]),
    engine,
    encrypted ? 'encrypted' : 'not encrypted',
    ...looked,
    ...(missingCount ? [`${missingCount} could not be read`] : []),
  ].join(', ')
}

const spans = [
  [60, 's', 1],
  [3600, 'min', 60],
  [172_800, 'h', 3600],
  [Number.POSITIVE_INFINITY, 'days', 86_400],
] as const

/** A clock may have been set back. */
function ago(iso: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1000)
  const [, unit, size] = spans.find(([below]) => seconds < below) ?? spans[3]
  return `${Math.floor(seconds / size)} ${unit} ago`
}
