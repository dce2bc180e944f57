import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs'
import {problem} from '../text/problem.ts'
import {isMissing, type Machine} from './machine.ts'
import {absent, type Absent} from './reason.ts'

/** Absolute paths. */
export type ServerPlace = {readonly pidFile: string; readonly socket: string}

/**
 * `running`: its socket takes a connection. `silent`: its process is there, its socket takes none.
 * `dead`: its PID file names a process that is gone. `stopped`: it left nothing behind.
 */
export type Server = {readonly state: 'running' | 'silent' | 'dead' | 'stopped'; readonly pid: number | null}

/** How Parrot's server is; absent where none is installed. */
export async function server({root, server: place}: Machine, signal: AbortSignal): Promise<Server | Absent> {
  if (place === null) return absent(problem('no_server'))
  const pid = pidIn(root + place.pidFile)
  if (await answers(root + place.socket, signal)) return {state: 'running', pid}
  if (pid === null) return {state: 'stopped', pid}
  return {state: lives(root, pid) ? 'silent' : 'dead', pid}
}

/** The PID in a file that others may have put there: a regular file of a few bytes, and no link. */
function pidIn(file: string): number | null {
  const fd = openIfThere(file)
  if (fd === undefined) return null
  try {
    if (!fstatSync(fd).isFile()) throw new Error(`${file} is not a file`)
    const bytes = Buffer.alloc(32)
    const text = bytes.toString('latin1', 0, readSync(fd, bytes)).trim()
    if (!/^[1-9]\d{0,9}$/.test(text)) throw new Error(`${file} holds no process number`)
    return Number(text)
  } finally {
    closeSync(fd)
  }
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (cause) {
    if (isMissing(cause)) return undefined
    throw cause
  }
}

async function answers(path: string, signal: AbortSignal): Promise<boolean> {
  const {connect} = await import('node:net')
  return new Promise((resolve) => {
    const socket = connect({path, signal})
    const settle = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
  })
}

function lives(root: string, pid: number): boolean {
  const fd = openIfThere(`${root}/proc/${pid}/stat`)
  if (fd !== undefined) closeSync(fd)
  return fd !== undefined
}
