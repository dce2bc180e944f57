import {connect} from 'node:net'
import {text} from 'node:stream/consumers'
import type {Control} from './report.ts'
import {looseFolder, type ServerPlace} from './place.ts'

type Asked = keyof Control
type Said<A extends Asked> = Awaited<ReturnType<Control[A]>>

/** `nobody` listens there; `silent`: somebody does and does not answer, or with something else. */
export type Answered<A extends Asked> = Said<A> | 'nobody' | 'silent'

const patience: Readonly<Record<Asked, number>> = {status: 3000, reload: 10_000, stop: 3000}
const nobody: ReadonlySet<unknown> = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTDIR', 'ENOTSOCK'])

/** Asks the server in this place. Only one whose folder is this user's own, or root's where root asks, is believed. */
export async function ask<A extends Asked>(
  {folder, control}: ServerPlace,
  uid: number,
  what: A,
  more: object = {},
): Promise<Answered<A>> {
  try {
    if (looseFolder(folder, uid) !== undefined) return 'nobody'
    const socket = connect({path: control, signal: AbortSignal.timeout(patience[what])})
    socket.end(`${JSON.stringify({ask: what, ...more})}\n`)
    const {said} = JSON.parse(await text(socket)) as {readonly said?: Said<A>}
    return said ?? 'silent'
  } catch (error) {
    return nobody.has((error as NodeJS.ErrnoException).code) ? 'nobody' : 'silent'
  }
}

/** Does anything listen on this Unix socket? */
export function listens(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({path})
    const settle = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => settle(true))
    // A full queue is one that somebody keeps.
    socket.once('error', ({code}: NodeJS.ErrnoException) => settle(code === 'EAGAIN'))
  })
}
