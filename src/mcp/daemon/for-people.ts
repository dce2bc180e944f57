import {lstatSync} from 'node:fs'
import type {Server} from 'node:net'
import {join} from 'node:path'
import type {Parrot} from '../../host/parrot.ts'
import {listens} from '../../host/server/ask.ts'
import type {ServeOptions} from '../../host/server/serve.ts'
import {accountName} from '../../people/account-name.ts'
import {agentsName, fault, peopleName} from '../../people/machine.ts'
import {peopleDoor, usualLimits} from '../../people/people-door.ts'
import {problem, says} from '../../text/problem.ts'
import {lineDoor, type KnownUid} from './line-door.ts'
import type {PeerUid} from './peers.ts'

/** A door that everybody of this machine may come to, and the socket it is to listen on. */
type Open = {
  readonly name: 'people' | 'people-agents'
  readonly path: string
  readonly server: Server
  readonly sessions: () => number
  readonly end: () => Promise<void>
}

const [mostOfOne, mostStrangers] = [256, 64]

/**
 * The doors for a whole machine, where PARROT_PEOPLE says in which folder: its people's terminals, and their agents. None where the kernel does not say
 * who connects. Rejects with a problem where the folder is not safe.
 */
export async function forPeople(
  parrot: Parrot,
  {around, log}: ServeOptions,
  peerUid: PeerUid | undefined,
  longest: number,
): Promise<readonly Open[]> {
  const {PARROT_PEOPLE: folder, PARROT_HOME: home} = around.env
  if (folder === undefined || folder === '') return []
  // Without one it would become a client of itself.
  if (home?.startsWith('/') !== true) throw fault(problem('people_home'))
  if (!isSafe(folder, around.uid)) throw fault(problem('people_folder', {folder}))
  if (peerUid === undefined) {
    log(says(problem('people_unknown', {folder})))
    return []
  }
  const people = peopleDoor(parrot, peerUid, {...usualLimits, longest})
  const agents = lineDoor(parrot, longest, peerUid, {knownUid: agentOfUid, mostOfOne, mostStrangers})
  const all: Open[] = [
    {name: 'people', path: join(folder, peopleName), ...people},
    {name: 'people-agents', path: join(folder, agentsName), ...agents},
  ]
  for (const {path} of all) if (await listens(path)) throw fault(problem('server_taken', {path}))
  return all
}

function isSafe(folder: string, uid: number): boolean {
  const stats = folder.startsWith('/') ? lstatSync(folder, {throwIfNoEntry: false}) : undefined
  return stats !== undefined && stats.isDirectory() && stats.uid === uid && (stats.mode & 0o022) === 0
}

/** The agent of somebody who has a role here; others would fill the journal with their coming and going. */
const agentOfUid: KnownUid = async (parrot, uid) => {
  const username = await accountName(uid).catch(() => undefined)
  const known = ({agentFor}: Parrot) => agentFor(uid, username)
  return known(parrot).owner?.roles.length === 0 ? undefined : known
}
