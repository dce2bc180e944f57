import {lstatSync, rmSync, unlinkSync} from 'node:fs'
import {dirname} from 'node:path'
import type {Surroundings} from '../../config/paths.ts'
import {alone, Busy, replaceFile} from '../../config/update-file.ts'
import {processIdentity} from '../../events/liveness.ts'
import {makeFolders} from '../../events/make-folders.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {listens} from './ask.ts'
import {makeFolder, type ServerPlace} from './place.ts'

/** Whoever holds the lock is starting or runs; a starting one answers soon. */
const patienceMs = 300

type Account = Pick<Surroundings, 'uid' | 'env'>

/** It could not become the server. */
class NotServer extends Error {
  readonly problem: Problem

  constructor(about: Problem) {
    super(about.code)
    this.problem = about
  }
}

/**
 * Runs `work` as the only server of this home, and the only one in this place; both locks are the kernel's, so that a server which was
 * killed holds neither. What it left behind is swept, unless something answers there. Rejects with a problem.
 */
export async function claim<T>(place: ServerPlace, {uid, env}: Account, work: () => Promise<T>): Promise<T> {
  makeFolders(dirname(place.note))
  const loose = makeFolder(place, uid)
  if (loose !== undefined) throw new NotServer(loose)
  const given = env['LISTEN_PID'] === String(process.pid)
  return held(place.note, () => held(place.pidFile, () => serving(place, given, work)))
}

async function held<T>(file: string, work: () => Promise<T>): Promise<T> {
  let mine = false
  const begun = () => {
    mine = true
    return work()
  }
  try {
    return await alone(file, begun, patienceMs)
  } catch (error) {
    if (error instanceof Busy && !mine) throw new NotServer(problem('server_held', {file}))
    throw error
  }
}

async function serving<T>(place: ServerPlace, given: boolean, work: () => Promise<T>): Promise<T> {
  // What systemd listens on for us answers too, and stays.
  for (const path of given ? [place.control] : [place.socket, place.http, place.control]) await sweep(path)
  replaceFile(place.pidFile, `${process.pid}\n`)
  replaceFile(place.note, JSON.stringify({...processIdentity(), folder: place.folder}))
  try {
    return await work()
  } finally {
    for (const file of [place.pidFile, place.note]) rmSync(file, {force: true})
  }
}

async function sweep(path: string): Promise<void> {
  const stats = lstatSync(path, {throwIfNoEntry: false})
  if (stats === undefined) return
  if (!stats.isSocket()) throw new NotServer(problem('server_in_the_way', {path}))
  if (await listens(path)) throw new NotServer(problem('server_taken', {path}))
  unlinkSync(path)
}
