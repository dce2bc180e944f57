import {existsSync} from 'node:fs'
import {libc} from '../../host/server/libc.ts'
import {problem} from '../../text/problem.ts'
import type {Failure} from '../channel.ts'

/** Given to the socket, which keeps it until its reader has it; one that is full is a failure, and tried again. */
export function sendLocal(socket: string, message: string): Failure | undefined {
  if (!existsSync(socket)) return {problem: problem('delivery_no_log', {socket})}
  const c = libc()
  if (c === undefined) return {problem: problem('delivery_no_datagram')}
  if (c.tell(socket, message)) return undefined
  return {problem: problem('delivery_log_full', {socket, bytes: Buffer.byteLength(message)})}
}
