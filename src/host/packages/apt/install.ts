import {rmSync, writeFileSync} from 'node:fs'
import {runLasting} from '../lasting.ts'
import type {Change, Doing, End} from '../manager.ts'
import {setText} from '../set-text.ts'
import {exactSet, exactSetHook, otherSet} from './exact-set.ts'
import {changing, unattended, upgrade} from './words.ts'

/** Has apt do exactly these changes, or none. */
export async function install(changes: readonly Change[], doing: Doing): Promise<End> {
  const set = `${doing.logFile}.set`
  writeFileSync(set, setText(changes), {flag: 'wx', mode: 0o600})
  try {
    const words = ['apt-get', ...changing, ...exactSetHook, ...upgrade]
    const {lines, ...end} = await ended(words, {PARROT_SET: set}, doing)
    return end.end === 'done' && !lines.includes(exactSet) ? {...end, end: 'set'} : end
  } finally {
    rmSync(set, {force: true})
  }
}

/** Runs one command of apt's, and says how that ended. */
export async function ended(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  doing: Doing,
): Promise<End & {readonly lines: readonly string[]}> {
  const {status, lines} = await runLasting(words, {env: {...unattended, ...env}, ...doing})
  const conffiles = lines.flatMap((line) => /^Configuration file '(.+)'$/.exec(line)?.[1] ?? [])
  if (status === 0) return {lines, end: 'done', cause: '', conffiles}
  return {lines, end: endOf(lines), cause: causeOf(lines), conffiles}
}

function endOf(lines: readonly string[]): End['end'] {
  if (lines.includes(otherSet)) return 'set'
  return lines.some((line) => /^E: (?:Could not get lock|Unable to (?:acquire|lock))/.test(line))
    ? 'locked'
    : 'failed'
}

/** That a sub-process failed says nothing; what it said stands before. */
function causeOf(lines: readonly string[]): string {
  const errors = lines.filter((line) => /^(?:E:|dpkg: error)/.test(line))
  return errors.find((line) => !line.startsWith('E: Sub-process')) ?? errors[0] ?? lines.at(-1) ?? ''
}
