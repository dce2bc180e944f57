import {once} from 'node:events'
import {lstatSync, type Stats} from 'node:fs'
import {connect} from 'node:net'
import {dirname, join} from 'node:path'
import type {Paths, Surroundings} from '../../config/paths.ts'
import {errorWords} from '../../text/error-words.ts'
import {phrase} from '../../text/phrase.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {libc} from '../server/libc.ts'
import {rootSocket} from './messages.ts'

type Found = {readonly status: 'ok' | 'warn' | 'fail'; readonly about: Problem}
type Here = {readonly around: Pick<Surroundings, 'env' | 'uid'>; readonly paths: Pick<Paths, 'config'>}

/** How it is with the helper that runs as root, as the server of a machine sees it, and with what root allowed, in root's home. Nothing where there is neither. */
export async function lookAtRoot({around: {env, uid}, paths}: Here): Promise<readonly Found[]> {
  const {PARROT_HOME: home, PARROT_PEOPLE: people, PARROT_ROOT: said} = env
  if (uid === 0) return home === undefined ? [] : readable(home, join(paths.config, 'plugins.lock.json'))
  if (!people) return []
  const socket = said || rootSocket
  if (!said && statsOf(socket) === undefined) return []
  const folder = dirname(socket)
  const open = isOpen(statsOf(folder)) ? problem('doctor_root_folder', {socket, folder}) : undefined
  const cause = await whyNot(socket)
  const about =
    cause === undefined ? problem('doctor_root', {socket}) : problem('doctor_root_silent', {socket, cause})
  const helper = {status: cause === undefined ? 'ok' : 'fail', about} as const
  return open === undefined ? [helper] : [helper, {status: 'warn', about: open}]
}

/** Who knows what is allowed knows what to try. */
function readable(home: string, file: string): readonly Found[] {
  const closed = [home, dirname(file)].some((folder) => ((statsOf(folder)?.mode ?? 0) & 0o011) === 0)
  if (closed || ((statsOf(file)?.mode ?? 0) & 0o044) === 0) return []
  return [{status: 'warn', about: problem('doctor_root_readable', {file, home})}]
}

/** Could somebody else than root put another socket there? */
const isOpen = (stats: Stats | undefined) =>
  stats !== undefined && (stats.uid !== 0 || (stats.mode & 0o022) !== 0)

const patienceMs = 5000

/** What keeps it from answering: it is sent an empty line, which is no job, and says so. */
async function whyNot(socket: string): Promise<string | undefined> {
  const connection = connect({path: socket})
  const late = AbortSignal.timeout(patienceMs)
  try {
    await once(connection, 'connect', {signal: late})
    if (libc()?.peerOf(connection)?.uid !== 0) return phrase('it is not root’s')
    connection.write('\n')
    const [answer] = (await once(connection, 'data', {signal: late})) as [Buffer]
    return answer.includes('root_wrong') ? undefined : phrase('it answers as no helper does')
  } catch (error) {
    if (late.aborted) return phrase('no answer in time')
    return errorWords((error as NodeJS.ErrnoException).code ?? 'ECONNRESET')
  } finally {
    connection.on('error', () => {}).destroy()
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, {throwIfNoEntry: false})
  } catch {
    return undefined
  }
}
