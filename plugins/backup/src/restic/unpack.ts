import type {ChildProcess} from 'node:child_process'
import {closeSync, readFileSync, unlinkSync} from 'node:fs'
import {pathOf} from '../embedded/entry.ts'
import {inside, openPath, split} from '../embedded/folder.ts'
import {Meter} from '../embedded/meter.ts'
import type {Job, Named} from '../engine.ts'
import {complaintIn} from './complaints.ts'
import type {Restic} from './program.ts'
import {trimmed} from './selection.ts'
import {reading, type Snapshot} from './snapshots.ts'
import {patternOf} from './tree.ts'

type Unpack = {
  readonly job: Job
  readonly snapshot: Snapshot
  readonly bytes: number
  readonly only: readonly string[]
  readonly staging: string
}

/** Has restic restore what was chosen into a folder of its own, and names what it could not. */
export async function unpack(
  restic: Restic,
  {job, snapshot, only, staging, bytes}: Unpack,
): Promise<Named[]> {
  const failed = new Map<string, Named>()
  const begun = new Set<string>()
  let watched = {stop() {}}
  const complaint = (line: string) => {
    const one = complaintIn(line)
    if (one === undefined) return
    // What it says first is why; more follows from that.
    if (!failed.has(one.path)) failed.set(one.path, {path: one.path, why: one.why})
    begun.add(one.raw)
  }
  try {
    const {status, stderr} = await restic({
      words: [
        'restore',
        ...reading,
        `--target=${staging}`,
        ...only.map((path) => `--include=${patternOf(trimmed(path))}`),
        snapshot.whole,
      ],
      complaint,
      fine: [1],
      started: (child) => {
        watched = watchedWrites(child, new Meter(bytes, job.progress))
      },
    })
    if (status !== 0 && failed.size === 0) {
      const said = stderr.trim().split('\n').at(-1) ?? ''
      throw new Error(`restic: ${said.replace(/^Fatal: /, '')}`)
    }
  } finally {
    watched.stop()
  }
  // Not before it has ended: it writes a file from several places at once, and would make it anew.
  for (const path of begun) discard(staging, path)
  return [...failed.values()]
}

/** What restic has begun and could not go on with is no file that was saved. */
function discard(staging: string, path: string): void {
  const {parent, name} = split(`${pathOf(staging)}${pathOf(path)}`)
  let folder: number | undefined
  try {
    folder = openPath(parent)
    unlinkSync(inside(folder, name))
  } catch {
    // It is not there, or a folder.
  } finally {
    if (folder !== undefined) closeSync(folder)
  }
}

/** Not every version says how far it is; the kernel does. */
function watchedWrites({pid}: ChildProcess, meter: Meter): {stop(): void} {
  let before = 0
  const look = setInterval(() => {
    try {
      const [, written = '0'] = /^wchar: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8')) ?? []
      meter.step(Number(written) - before)
      before = Number(written)
    } catch {
      // It has ended, or is not ours to look at.
    }
  }, 500)
  return {stop: () => clearInterval(look)}
}
