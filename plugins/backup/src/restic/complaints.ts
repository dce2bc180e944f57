import {getSystemErrorMap} from 'node:util'
import type {Named} from '../engine.ts'
import {reasonOf} from '../embedded/reason.ts'
import {shownPath} from './tree.ts'

/** `unsure`: restic does not say what it has against it, which may be that it reads the file anew. */
export type Complaint = Named & {readonly raw: string; readonly unsure?: boolean}

/** Restic finds content of an earlier snapshot no more, and saves the file as if it were new. */
const again = /storing the file again/

/** What a line of restic's stderr says of one file, if it is about one. */
export function complaintIn(line: string): Complaint | undefined {
  return inJson(line) ?? inText(line)
}

/** Versions differ in what stands in `error`: what Go has of it, or a sentence. */
function inJson(line: string): Complaint | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const {
      message_type: type,
      item,
      error = {},
    } = JSON.parse(line) as {
      readonly message_type?: unknown
      readonly item?: unknown
      readonly error?: {readonly Err?: unknown; readonly message?: unknown}
    }
    if (type !== 'error' || typeof item !== 'string' || item === '') return undefined
    if (typeof error.message === 'string' && again.test(error.message)) return undefined
    const unsure = error.message === undefined && error.Err === undefined
    return {path: shownPath(item), why: whyOf(error), raw: item, ...(unsure && {unsure})}
  } catch {
    return undefined
  }
}

function inText(line: string): Complaint | undefined {
  const [, raw, said = ''] = /^ignoring error for (\/.*?): (.*)$/.exec(line) ?? []
  if (raw !== undefined) return {path: shownPath(raw), why: worded(said), raw}
  const [, absent] = /^(\/.*) does not exist, skipping$/.exec(line) ?? []
  return absent === undefined ? undefined : {path: shownPath(absent), why: 'it is not there', raw: absent}
}

function whyOf({Err, message}: {readonly Err?: unknown; readonly message?: unknown}): string {
  if (typeof message === 'string') return worded(message)
  if (typeof Err !== 'number') return 'may not be read'
  const [code = ''] = getSystemErrorMap().get(-Err) ?? []
  return reasonOf(Object.assign(new Error(`error ${Err}`), {code}))
}

const known: readonly (readonly [RegExp, string])[] = [
  [/permission denied/, 'may not be read'],
  [/no such file/, 'it is not there'],
  [/ciphertext verification|invalid data|hash mismatch|does not match/, 'it is damaged in the repository'],
  [/no space left/, 'the disk is full'],
]

function worded(said: string): string {
  return known.find(([form]) => form.test(said))?.[1] ?? said.slice(0, 200)
}
