import {lstatSync, statSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {problem, type Problem} from '../../text/problem.ts'
import type {Host} from '../operation.ts'
import {systemAccount} from '../system-account.ts'
import {listens} from './ask.ts'
import {machineServer} from './machine-units.ts'

/** What keeps a server for the whole machine from being started here; `fresh`: none is installed. Undefined for nothing. */
export async function machineObstacle(
  {around: {root, uid}}: Pick<Host, 'around'>,
  fresh: boolean,
  signal: AbortSignal,
): Promise<Problem | undefined> {
  if (uid !== 0) return problem('server_machine_root')
  const closed = [process.execPath, join(root, 'bin', 'parrot')]
    .map(closedAt)
    .find((path) => path !== undefined)
  if (closed !== undefined) return problem('server_closed', {path: closed, account: machineServer.account})
  const path = join(machineServer.people, 'people.sock')
  if (fresh && (await listens(path))) return problem('server_taken', {path})
  return takenAccount(signal)
}

/** What on the way to this file is not everybody's to enter or to read: the server has an account of its own. */
function closedAt(file: string): string | undefined {
  if ((statSync(file).mode & 0o005) !== 0o005) return file
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if ((lstatSync(folder).mode & 0o001) === 0) return folder
    if (folder === '/') return undefined
  }
}

/** Somebody's who has that name. */
async function takenAccount(signal: AbortSignal): Promise<Problem | undefined> {
  const {account, home} = machineServer
  const found = await systemAccount(account, signal).catch(() => undefined)
  return found === undefined || found.home === home
    ? undefined
    : problem('server_account', {account, home: found.home})
}
