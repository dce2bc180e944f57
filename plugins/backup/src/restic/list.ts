import type {Job, PartArchive, PartListing} from '../engine.ts'
import {resticFor} from './program.ts'
import {recordOf} from './records.ts'
import type {Settings} from './settings.ts'
import {hostOf, listed, snapshots, type Snapshot} from './snapshots.ts'

/** Every snapshot of the repository, also those of other machines and those that cannot be read. */
export async function list(settings: Settings, job: Job): Promise<PartListing> {
  const restic = resticFor(settings, job)
  const all = await snapshots(restic)
  const names = await listed(restic, 'snapshots')
  const damaged = names.filter((name) => !all.some(({whole}) => whole === name))
  const host = hostOf(settings)
  return {archives: [...all.map((one) => row(one, settings, host)), ...damaged.map(damagedRow)], leftOver: []}
}

function row({id, time, host}: Snapshot, settings: Settings, own: string): PartArchive {
  const record = recordOf(settings, id)
  return {
    archive: id,
    archiveBytes: record?.added ?? null,
    state: 'complete',
    why: host === own ? '' : `of another machine: ${host}`,
    created: time,
    entries: record?.entries ?? null,
    files: record?.files ?? null,
    bytes: record?.bytes ?? null,
    missingCount: record?.missing ?? null,
    changedCount: record?.changed ?? null,
  }
}

function damagedRow(name: string): PartArchive {
  const counts = {archiveBytes: null, entries: null, files: null, bytes: null}
  const nothing = {...counts, missingCount: null, changedCount: null}
  return {archive: name.slice(0, 8), state: 'damaged', why: 'it cannot be read', created: null, ...nothing}
}
