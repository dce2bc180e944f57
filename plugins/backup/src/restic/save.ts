import {Meter} from '../embedded/meter.ts'
import type {CreateOptions, Job, Named} from '../engine.ts'
import {cacheOf} from './cache.ts'
import {complaintIn} from './complaints.ts'
import {markedRun} from './dead-lock.ts'
import type {Sources} from './found.ts'
import type {Restic} from './program.ts'
import {nameHost} from './records.ts'
import type {Settings} from './settings.ts'
import {tag, type Snapshot} from './snapshots.ts'
import {eachNode, shownPath} from './tree.ts'

type Plan = {
  readonly settings: Settings
  readonly job: Job
  readonly options: CreateOptions
  readonly found: Sources
  readonly words: readonly string[]
  readonly parent: Snapshot | undefined
}
type Saved = {
  readonly id: string
  readonly files: number
  readonly bytes: number
  readonly added: number
  readonly missing: readonly Named[]
}

/** Has restic save what was found into one new snapshot, and says what it did, and what it could not read. */
export async function save(restic: Restic, plan: Plan): Promise<Saved> {
  const {settings, job, found} = plan
  const {line, complaint, missing, unsure, summary} = heard(found, job)
  await markedRun(settings, job, restic, {words: wordsOf(plan), line, complaint, fine: [3]})
  const {
    snapshot_id: id,
    total_files_processed: files,
    total_bytes_processed: bytes,
    data_added: added,
  } = summary()
  // Restic of some versions complains without a reason of what it then saves anew.
  if (unsure.size > 0)
    await eachNode(restic, {whole: String(id)}, ({path}) => {
      if (unsure.has(shownPath(path))) missing.delete(shownPath(path))
    })
  return {
    id: String(id).slice(0, 8),
    files: Number(files),
    bytes: Number(bytes),
    added: Number(added),
    missing: [...missing.values()],
  }
}

/** What comes of what restic says while it saves. */
function heard(found: Sources, job: Job) {
  const missing = new Map<string, Named>()
  const unsure = new Set<string>()
  const meter = new Meter(found.bytes, job.progress)
  let [told, last] = [0, undefined as Record<string, unknown> | undefined]
  const line = (text: string) => {
    const said = messageIn(text)
    if (said['message_type'] === 'summary') last = said
    const done = Number(said['bytes_done'] ?? 0)
    if (said['message_type'] !== 'status' || done <= told) return
    meter.step(done - told)
    told = done
  }
  const complaint = (text: string) => {
    const one = complaintIn(text)
    if (one === undefined || missing.has(one.path)) return
    missing.set(one.path, {path: one.path, why: one.why})
    if (one.unsure === true) unsure.add(one.path)
  }
  const summary = () => {
    if (last === undefined) throw new Error('restic did not say what it saved')
    return last
  }
  return {line, complaint, missing, unsure, summary}
}

function messageIn(line: string): Record<string, unknown> {
  try {
    // Some versions wipe the line of a terminal first, also where there is none.
    return JSON.parse(line.replace(/^[^{]*/, '')) as Record<string, unknown>
  } catch {
    return {}
  }
}

function wordsOf({settings, job, options, found, words, parent}: Plan): readonly string[] {
  return [
    'backup',
    '--json',
    `--host=${nameHost(settings)}`,
    `--tag=${tag}`,
    ...cacheOf(settings, job),
    ...(parent === undefined ? ['--force'] : [`--parent=${parent.whole}`]),
    ...(options.oneFileSystem ? ['--one-file-system'] : []),
    ...(options.level > 9 ? ['--compression=max'] : []),
    ...words,
    '--',
    ...found.open,
  ]
}
