import {lstatSync} from 'node:fs'
import {join} from 'node:path'
import type {Archive as Row, Job, Listing} from '../engine.ts'
import {Locked} from './age/identity.ts'
import {openComplete, type Where} from './choose.ts'
import {reasonOf} from './reason.ts'
import {stored, timeOf} from './store.ts'

/** Every archive in the folder, newest first, each looked at by its end and its manifest, or by its name where it cannot be opened. */
export async function list(job: Job): Promise<Listing> {
  const {archives, leftOver} = stored(job.dir)
  const rows: Row[] = []
  for (const name of archives) {
    job.signal.throwIfAborted()
    rows.push(await row(job, name))
  }
  return {archives: rows, leftOver}
}

async function row(where: Where, name: string): Promise<Row> {
  const archiveBytes = lstatSync(join(where.dir, name), {throwIfNoEntry: false})?.size ?? 0
  try {
    const archive = await openComplete(where, name)
    archive.close()
    const {created, entries, files, bytes, missing, changed} = archive.trailer
    const counts = {entries, files, bytes, missingCount: missing, changedCount: changed}
    return {archive: name, archiveBytes, state: 'complete', why: '', created, ...counts}
  } catch (error) {
    if (error instanceof Locked) return {archive: name, archiveBytes, ...unread(name), why: error.message}
    const nothing = {created: null, entries: 0, files: 0, bytes: 0, missingCount: 0, changedCount: 0}
    return {archive: name, archiveBytes, state: 'damaged', why: reasonOf(error), ...nothing}
  }
}

function unread(name: string) {
  const created = new Date(timeOf(name)).toISOString()
  return {
    state: 'encrypted',
    created,
    entries: null,
    files: null,
    bytes: null,
    missingCount: null,
    changedCount: null,
  } as const
}
