import {rmSync, writeFileSync} from 'node:fs'
import {runLasting} from '../lasting.ts'
import type {Change, Doing, End} from '../manager.ts'
import {setText} from '../set-text.ts'
import {exactSet, locked, otherSet} from './program.ts'
import {python} from './python.ts'

/** Has dnf do exactly these changes, or none. */
export async function install(changes: readonly Change[], doing: Doing): Promise<End> {
  const set = `${doing.logFile}.set`
  writeFileSync(set, setText(changes), {flag: 'wx', mode: 0o600})
  try {
    const {lines, ...end} = await ended(python('install'), {PARROT_SET: set}, doing)
    return end.end === 'done' && !lines.includes(exactSet) ? {...end, end: 'set'} : end
  } finally {
    rmSync(set, {force: true})
  }
}

/** Runs one command that changes packages, and says how that ended. */
export async function ended(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  doing: Doing,
): Promise<End & {readonly lines: readonly string[]}> {
  const {status, lines} = await runLasting(words, {env: {HOME: '/root', ...env}, ...doing})
  // rpm says it twice: as it goes, and among what the scripts said.
  const conffiles = [...new Set(lines.flatMap(conffileIn))]
  const errors = lines.flatMap((line) => /^\s*(?:Error: )?(Error in .*scriptlet.*)$/.exec(line)?.[1] ?? [])
  if (status === 0 && errors.length === 0) return {lines, end: 'done', cause: '', conffiles}
  const cause = errors[0] ?? lines.find((line) => line.startsWith('Error: ')) ?? lines.at(-1) ?? ''
  return {lines, end: endOf(lines), cause: cause.replace(/^Error: /, ''), conffiles}
}

/** rpm leaves a changed file where its package wants that, else it keeps it under another name, which then is the one to look at. */
function conffileIn(line: string): readonly string[] {
  const [, kept, saved] =
    /^warning: (?:(\/.+) created as \/.+\.rpmnew|\/.+ saved as (\/.+\.rpmsave))$/.exec(line) ?? []
  return (kept ?? saved) ? [kept ?? saved ?? ''] : []
}

function endOf(lines: readonly string[]): End['end'] {
  if (lines.includes(otherSet)) return 'set'
  return lines.includes(locked) ? 'locked' : 'failed'
}
