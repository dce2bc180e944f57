import {lstatSync} from 'node:fs'
import {connect, type Socket} from 'node:net'
import {dirname, join} from 'node:path'
import {problem, type Problem} from '../text/problem.ts'

/** The names of the two sockets in the folder of a machine's server. */
export const [peopleName, agentsName] = ['people.sock', 'mcp.sock']

const patienceMs = 5000

/** Why nothing could be begun, as a problem that is told. */
export function fault(about: Problem): Error {
  return Object.assign(new Error(about.code), {problem: about})
}

/**
 * Connects to a socket of the machine's server, whose people's socket is at `socket`. Only what root, or the owner of the socket and nobody else,
 * can have put there is spoken to. Rejects with a problem.
 */
export async function connectTo(socket: string, name = peopleName): Promise<Socket> {
  const path = name === peopleName ? socket : join(dirname(socket), name)
  if (!isTheirs(socket)) throw fault(problem('people_untrusted', {socket}))
  const connection = connect({path})
  const {promise, resolve, reject} = Promise.withResolvers<Socket>()
  const silent = (cause: string) => reject(fault(problem('people_silent', {socket: path, cause})))
  const late = setTimeout(() => silent('it takes nobody in'), patienceMs)
  connection.once('connect', () => resolve(connection))
  connection.once('error', ({code}: NodeJS.ErrnoException) => silent(String(code)))
  try {
    return await promise
  } catch (error) {
    connection.destroy()
    throw error
  } finally {
    clearTimeout(late)
  }
}

function isTheirs(socket: string): boolean {
  const [folder, file] = [dirname(socket), socket].map((path) => lstatSync(path, {throwIfNoEntry: false}))
  // Who took the socket away can only be one of the two; connecting says that it is not there.
  if (folder === undefined || file === undefined) return true
  const closed = folder.isDirectory() && (folder.mode & 0o022) === 0
  return closed && file.isSocket() && (folder.uid === 0 || folder.uid === file.uid)
}
