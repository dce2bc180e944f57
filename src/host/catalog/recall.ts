import {lstatSync} from 'node:fs'
import {passedBefore, remember, stampOf, type Checked, type Stamp} from '../../config/checked.ts'
import type {Risk} from '../../rbac/consent.ts'
import {commandsOf} from '../../manifest/commands.ts'
import type {Manifest} from '../../manifest/manifest.ts'
import {readManifest} from '../../manifest/read.ts'
import {printable} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Listed, Loaded, Origin} from '../plugin.ts'
import type {Candidate} from './candidates.ts'
import {distrust} from './trust.ts'

/** What is kept of a manifest that passed, for lists. */
type Summary = {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly commands: readonly Listed[]
  readonly risk: Risk
  /** Of its folder when it passed; absent where there was nothing to compare it with. */
  readonly digest?: string
}

/** What is kept of a manifest: as a stranger's or as a shipped one, for they are checked differently. */
export type Note = {readonly origin: Origin} & (Summary | {readonly problems: readonly Problem[]})

export type Inspected = {
  readonly summary: Summary
  readonly stamp: string
  readonly load: () => Loaded | {readonly problem: Problem}
}

export type Failed = {readonly problems: readonly Problem[]}

/**
 * What was found in a plugin folder when its manifest was last in the state it is in now; undefined for never, and where
 * the folder was then not the one that was `approved`: it may be now.
 */
export function recall(
  candidate: Candidate,
  approved: string | undefined,
  checked: Checked<Note>,
  uid: number,
): Inspected | Failed | undefined {
  const {dir, origin, name} = candidate
  const stats = lstatSync(`${dir}/manifest.json`, {bigint: true, throwIfNoEntry: false})
  if (!stats?.isFile()) return undefined
  const stamp = stampOf(stats)
  const note = passedBefore(checked, dir, stamp)
  if (note?.origin !== origin) return undefined
  if ('problems' in note) return note
  if (
    note.name !== name ||
    !Array.isArray(note.commands) ||
    (approved !== undefined && note.digest !== approved)
  )
    return undefined
  return {summary: note, stamp: stamp.text, load: loader(candidate, stamp.text, uid)}
}

/** Gives what is known, or what stands in the manifest as long as that is in this state and nobody else can write there. */
export function loader(
  {dir, origin}: Candidate,
  stamp: string,
  uid: number,
  known?: Loaded,
): Inspected['load'] {
  let loaded = known
  return () => {
    if (loaded !== undefined) return loaded
    const found = readOnce(dir)
    if ('problem' in found) return found
    if (found.stamp !== stamp) return {problem: problem('plugin_changed', {dir: printable(dir)})}
    const distrusted = distrust(dir, origin, uid, 'plugin')
    if (distrusted !== undefined) return {problem: distrusted}
    loaded = found.parsed()
    return loaded
  }
}

/** By folder. What serves makes a catalogue several times a second, and manifests seldom are others by then. */
const parsedBefore = {kept: {}, fresh: new Map<string, readonly [stamp: string, note: Loaded]>()}

/** The manifest as it is now, by its state; read and parsed only where that is not the one it was read in last. */
function readOnce(
  dir: string,
): {readonly stamp: string; readonly parsed: () => Loaded} | {readonly problem: Problem} {
  const stats = lstatSync(`${dir}/manifest.json`, {bigint: true, throwIfNoEntry: false})
  const now = stats && stampOf(stats)
  const before = now && passedBefore(parsedBefore, dir, now)
  if (now !== undefined && before !== undefined) return {stamp: now.text, parsed: () => before}
  const read = readManifest(dir)
  if ('problem' in read) return read
  const stamp = stampOf(read.stats)
  return {stamp: stamp.text, parsed: () => kept(dir, stamp, JSON.parse(read.text) as Manifest)}
}

function kept(dir: string, stamp: Stamp, manifest: Manifest): Loaded {
  const loaded = {manifest, commands: commandsOf(manifest)}
  remember(parsedBefore, dir, stamp, loaded)
  return loaded
}
