import {mkdirSync, rmSync, writeFileSync} from 'node:fs'
import {runProgram} from '../../system-program.ts'
import {runLasting} from '../lasting.ts'
import type {Change, Doing, End} from '../manager.ts'
import {setText} from '../set-text.ts'
import {causeOf} from './cause.ts'
import {exactSet, exactSetHooks, otherSet} from './exact-set.ts'
import {solved} from './without.ts'
import {upgrade} from './words.ts'

const never = new AbortController().signal

/** Has pacman do exactly these changes, or none. */
export async function install(changes: readonly Change[], doing: Doing): Promise<End> {
  const hooks = `${doing.logFile}.hooks`
  const set = `${hooks}/set`
  mkdirSync(hooks, {mode: 0o700})
  try {
    writeFileSync(set, setText(changes), {mode: 0o600})
    for (const {name, text} of exactSetHooks) writeFileSync(`${hooks}/${name}`, text, {mode: 0o600})
    const folders = [...(await hookFolders()), hooks].map((folder) => `--hookdir=${folder}`)
    const looked = await solved('%v', never)
    const update = upgrade('odd' in looked ? [] : looked.without)
    const look = ['pacman', ...update, '--print-format=%n=%v'].join(' ')
    const words = ['pacman', ...update, ...folders]
    const {lines, ...end} = await ended(words, {PARROT_SET: set, PARROT_LOOK: look}, doing)
    return end.end === 'done' && !lines.includes(exactSet) ? {...end, end: 'set'} : end
  } finally {
    rmSync(hooks, {recursive: true, force: true})
  }
}

/** Where one is named, pacman does not look into its usual ones any more. */
async function hookFolders(): Promise<readonly string[]> {
  const {stdout} = await runProgram('pacman-conf', ['HookDir'], {signal: never})
  return stdout.split('\n').filter(Boolean)
}

/** Else what it says comes after its errors, and only at its end. */
const byLine = ['stdbuf', '--output=L'] as const

/** Runs one command of pacman's, and says how that ended. */
export async function ended(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  doing: Doing,
): Promise<End & {readonly lines: readonly string[]}> {
  const {status, lines} = await runLasting([...byLine, ...words], {env: {HOME: '/root', ...env}, ...doing})
  const conffiles = lines.flatMap((line) => /^warning: (.+) installed as .+\.pacnew$/.exec(line)?.[1] ?? [])
  const script = failedScript(lines)
  if (status === 0 && script === undefined) return {lines, end: 'done', cause: '', conffiles}
  return {lines, end: endOf(lines), cause: script ?? causeOf(lines.join('\n')), conffiles}
}

function endOf(lines: readonly string[]): End['end'] {
  if (lines.includes(otherSet)) return 'set'
  return lines.some((line) => line.includes('unable to lock database')) ? 'locked' : 'failed'
}

/** A script that fails stops nothing, and pacman ends well; what it was doing stands before. */
function failedScript(lines: readonly string[]): string | undefined {
  if (lines.includes(otherSet)) return undefined
  const at = lines.findIndex((line) => line.includes('error: command failed to execute correctly'))
  if (at === -1) return undefined
  const step = lines
    .slice(0, at)
    .findLast((line) => /^(?:\(\s*\d+\/\d+\)|(?:re)?installing|(?:up|down)grading) /.test(line))
  return `${step ?? 'a script'}: ${lines[at]}`
}
