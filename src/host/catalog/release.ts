import {nameForm} from '../../manifest/names.ts'
import type {Provenance} from '../install/provenance.ts'

/** One version of a plugin, by its files. */
export type Release = {
  /** Of the whole folder; see tree-digest.ts. */
  readonly digest: string
  readonly version: string
  /** Absent for a folder that somebody put there by hand, or works on. */
  readonly from?: Provenance
  /** The public key of a trusted signature over these very files. */
  readonly key?: string
}

/** A release that waits for somebody to look at it: fetched by whom, when (ISO 8601, UTC), and why it does not run yet. */
export type Waiting = Release & {
  readonly installer: string
  readonly time: string
  readonly because: 'new' | 'widened' | 'signature' | 'source' | 'replaced' | 'older'
}

/** A release that somebody with the right to it approved, for exactly this. */
export type Approved = Release & {
  /** Expanded, as they were meant on this machine. */
  readonly permissions: readonly string[]
  /** The tools that its workflows call. */
  readonly calls: readonly string[]
  readonly approver: string
  /** ISO 8601, UTC. */
  readonly time: string
}

/** What is known of a plugin from outside. Of a shipped one only whether it was switched off. */
export type LockEntry = {
  readonly enabled: boolean
  readonly approved?: Approved
  /** What `rollback` returns to. */
  readonly previous?: Approved
  readonly waiting?: Waiting
  /** A folder elsewhere that somebody works on. */
  readonly linked?: string
  /** It was taken away; only its files are still to be removed, or its data too. */
  readonly going?: 'files' | 'all'
  /** Since when its files are known not to be the ones that were approved. */
  readonly tampered?: string
}

/** Is this an entry as Parrot writes them? */
export function isEntry(name: string, value: unknown): value is LockEntry {
  if (!nameForm.test(name) || !isRecord(value) || typeof value['enabled'] !== 'boolean') return false
  const {approved, previous, waiting, linked, tampered, going} = value
  return (
    (approved === undefined || isApproved(approved)) &&
    (previous === undefined || isApproved(previous)) &&
    (waiting === undefined || isWaiting(waiting)) &&
    (linked === undefined || isAbsolute(linked)) &&
    (tampered === undefined || isText(tampered)) &&
    (going === undefined || isText(going))
  )
}

function isApproved(value: unknown): boolean {
  if (!isRecord(value) || !isRelease(value)) return false
  const {permissions, calls, approver, time} = value
  return isTexts(permissions) && isTexts(calls) && isText(approver) && isText(time)
}

function isWaiting(value: unknown): boolean {
  if (!isRecord(value) || !isRelease(value)) return false
  return isText(value['installer']) && isText(value['time']) && isText(value['because'])
}

function isRelease({digest, version, from, key}: Record<string, unknown>): boolean {
  return (
    isDigest(digest) &&
    isText(version) &&
    (from === undefined || isProvenance(from)) &&
    (key === undefined || isText(key))
  )
}

function isProvenance(value: unknown): boolean {
  if (!isRecord(value)) return false
  return (
    isText(value['source']) &&
    isText(value['resolved']) &&
    (value['integrity'] === undefined || isText(value['integrity']))
  )
}

/** Can this be what treeDigest writes? It is only ever compared with that. */
export function isDigest(value: unknown): value is string {
  return typeof value === 'string' && value.length === 95 && value.startsWith('sha512-')
}

const isText = (value: unknown) => typeof value === 'string'
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText)
const isAbsolute = (value: unknown) => typeof value === 'string' && value.startsWith('/')
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
