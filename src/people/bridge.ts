import type {Readable, Writable} from 'node:stream'
import {agentsName, connectTo} from './machine.ts'

type Streams = {readonly input: Readable; readonly output: Writable}

/**
 * Carries an agent's messages to the machine's server and back, byte for byte, until either leaves or the signal comes. Rejects with a problem where no
 * server answers.
 */
export async function bridge(
  socket: string,
  key: string | undefined,
  {input, output}: Streams,
  signal: AbortSignal,
): Promise<void> {
  const connection = await connectTo(socket, agentsName)
  connection.on('error', () => {})
  const leave = () => connection.destroy()
  signal.addEventListener('abort', leave, {once: true})
  if (signal.aborted) leave()
  if (key !== undefined) connection.write(`Authorization: Bearer ${key}\n`)
  input.pipe(connection)
  connection.pipe(output, {end: false})
  if (!connection.closed) await new Promise((resolve) => connection.once('close', resolve))
  signal.removeEventListener('abort', leave)
  input.unpipe(connection)
}
