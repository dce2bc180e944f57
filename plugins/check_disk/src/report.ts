import type {Facts} from '../../../src/facts/facts.ts'
import type {Mount} from '../../../src/facts/mounts.ts'
import type {Check, Status} from '../../health_check/src/check.ts'
import {diskOf, inodesOf, readOnlyOf} from '../../health_check/src/disk.ts'

export type Input = {readonly disk_threshold?: number; readonly quiet?: boolean}
export type Config = {readonly DISK_THRESHOLD: number}

type Row = {
  readonly path: string
  readonly source: string
  readonly type: string
  /** The worst of space, inodes and whether it can be written. */
  readonly status: Status
  readonly totalBytes: number | null
  readonly usedBytes: number | null
  readonly availableBytes: number | null
  /** Of what those can use who are not root, as df counts it. */
  readonly usedPercent: number | null
  readonly inodesPercent: number | null
  /** What is wrong; empty where nothing is. */
  readonly sentence: string
}

export type Report = {
  readonly findings: boolean
  readonly status: Status
  readonly summary: string
  readonly mounts: readonly Row[]
}

/** One row a mount. Throws where there are no mounts to judge: a table without rows would look like good news. */
export function report({mounts}: Facts, input: Input, config: Config): Report {
  if (mounts === undefined) throw new Error('the host did not hand over its mounts')
  if ('unavailable' in mounts) throw new Error(mounts.unavailable.says)
  if ('absent' in mounts) throw new Error(mounts.absent.says)
  if (mounts.length === 0) throw new Error('the host found no mount that holds data')
  const threshold = input.disk_threshold ?? config.DISK_THRESHOLD
  const rows = mounts.map((mount) => rowOf(mount, threshold))
  const status = worst(rows.map((row) => row.status))
  const shown = input.quiet ? rows.filter((row) => isNews(row.status)) : rows
  const summary = input.quiet && shown.length === 0 ? '' : words(rows)
  return {findings: status === 'critical', status, summary, mounts: shown}
}

function rowOf(mount: Mount, threshold: number): Row {
  const [disk, inodes] = [diskOf(mount, threshold), inodesOf(mount, threshold)]
  const checks = [disk, inodes, readOnlyOf(mount)]
  const {path, source, type, space} = mount
  const {totalBytes, usedBytes, availableBytes} = 'unavailable' in space ? nothing : space
  return {
    path,
    source,
    type,
    status: worst(checks.map((check) => check.status)),
    totalBytes,
    usedBytes,
    availableBytes,
    usedPercent: disk.value,
    inodesPercent: inodes.value,
    sentence: wrong(checks),
  }
}

const nothing = {totalBytes: null, usedBytes: null, availableBytes: null}
const order: readonly Status[] = ['critical', 'warning', 'unknown', 'ok', 'not_applicable']

function worst(found: readonly Status[]): Status {
  return order.find((status) => found.includes(status)) ?? 'unknown'
}

function isNews(status: Status): boolean {
  return status !== 'ok' && status !== 'not_applicable'
}

/** Space and inodes of a mount that cannot be looked at fail with the same words. */
function wrong(checks: readonly Check[]): string {
  const news = checks.filter(({status}) => isNews(status)).map(({sentence}) => sentence)
  return [...new Set(news)].join('; ')
}

function words(rows: readonly Row[]): string {
  const bad = rows.filter(({status}) => isNews(status)).length
  const all = rows.length === 1 ? '1 mount' : `${rows.length} mounts`
  return bad === 0 ? `${all}, all well` : `${all}, ${bad} not well`
}
