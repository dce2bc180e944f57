import {join} from 'node:path'
import {keepBroken} from '../../config/broken-copy.ts'
import {keep} from '../../config/history.ts'
import {userFile} from '../../config/user-file.ts'
import {isData} from '../../config/parse.ts'
import {checkText} from '../../config/read.ts'
import {alone, Busy, replaceFile} from '../../config/update-file.ts'
import {awaitConfirmation, digestOf, unconfirmed} from '../../config/unconfirmed.ts'
import {causeWords} from '../../text/error-words.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Host} from '../operation.ts'
import {waitApart} from './wait-apart.ts'

/** A change of the whole user's file, and what is said of it in the history. `before` is what it replaces. */
export type Change = {
  readonly file: string
  readonly before?: string | undefined
  readonly text: string
  readonly mode: number
  readonly by: string
  readonly why: string
  /** It is taken back after so many milliseconds unless it is confirmed. */
  readonly confirmMs?: number | undefined
  /** What it replaces is kept also where it is no good configuration. */
  readonly keepBroken?: true
}

/** Writes it, and keeps what was there and what is there now, each if it is good; gives where a broken one was put. Call it alone; killed anywhere it leaves old or new. */
export async function written(
  {paths, around, now}: Pick<Host, 'paths' | 'around' | 'now'>,
  change: Change,
): Promise<{readonly broken?: string}> {
  const {file, before, text, mode, by, why, confirmMs} = change
  const at = new Date(now()).toISOString()
  const kept = {at, by, file}
  const good = before !== undefined && (await isGood(file, before))
  if (good) keep(paths, around.uid, {...kept, why: 'as it was found', text: before})
  const broken =
    change.keepBroken === true && before !== undefined && !good && keepBroken(paths, {file, text: before, at})
  if (confirmMs !== undefined) {
    const until = now() + confirmMs
    awaitConfirmation(paths, {file, before: before ?? null, mode, after: digestOf(text), until, by})
  }
  replaceFile(file, text, mode)
  keep(paths, around.uid, {...kept, why, text})
  if (confirmMs !== undefined) await waitApart({paths, around})
  return typeof broken === 'string' ? {broken} : {}
}

/** Keeps what somebody wrote there by hand, if it is good. That it cannot is no failure: what was asked for is something else. */
export async function keepAsFound(
  {paths, around: {uid}, now}: Pick<Host, 'paths' | 'around' | 'now'>,
  by: string,
): Promise<void> {
  const there = userFile(paths, uid)
  if ('code' in there || there.text === undefined) return
  await changing(paths.config, async () => {
    const found = userFile(paths, uid)
    if ('code' in found || found.text === undefined || !(await isGood(found.file, found.text))) return
    const {file, text} = found
    keep(paths, uid, {at: new Date(now()).toISOString(), by, file, why: 'as it was found', text})
  })
}

/** Until the last change is confirmed or taken back, another one would blur what there is to go back to. */
export function waiting({paths, around}: Pick<Host, 'paths' | 'around'>): Problem | undefined {
  const change = unconfirmed(paths, around.uid)
  if (change === undefined) return undefined
  return problem('config_waits', {until: new Date(change.until).toISOString()})
}

/** One at a time, whichever file it is that changes; what the disk objects to is a problem. */
export async function changing<T>(
  folder: string,
  change: () => Promise<T>,
): Promise<T | {readonly problems: readonly Problem[]}> {
  try {
    return await alone(join(folder, 'config'), change)
  } catch (error) {
    if (error instanceof Busy) return {problems: [problem('config_busy')]}
    const cause = causeWords(error)
    return {problems: [problem('config_unwritable', {file: folder, cause})]}
  }
}

/** Is this text of a configuration right by itself? */
export async function isGood(file: string, text: string): Promise<boolean> {
  if (!isData(file)) return false
  return (await checkText(file, text, 'config')).problems.length === 0
}
