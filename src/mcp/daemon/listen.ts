import {chmodSync, renameSync, rmSync} from 'node:fs'
import type {Server} from 'node:net'

/** As many as may wait while others are taken; the kernel's own limit holds as well. */
const backlog = 4096

/**
 * Has `server` listen on the descriptor, else on a new socket at `path` that nobody else can connect to from its first moment on.
 * Rejects where it cannot.
 */
export async function listenAt(server: Server, path: string, descriptor?: number): Promise<void> {
  const {promise, resolve, reject} = Promise.withResolvers<void>()
  server.once('error', reject)
  server.once('listening', resolve)
  // The socket is made before this returns.
  const before = process.umask(0o177)
  try {
    if (descriptor === undefined) server.listen({path, backlog})
    else server.listen({fd: descriptor})
  } finally {
    process.umask(before)
  }
  await promise
  server.off('error', reject)
  // What goes wrong with one connection is told to that one.
  server.on('error', () => {})
}

/**
 * Has `server` listen on a socket at `path` that everybody may connect to. It takes the place of the one before, in one step, and stays when the server
 * has gone: whoever comes then is told that nobody answers, and is not taken for one without a server.
 */
export async function listenForAll(server: Server, path: string): Promise<void> {
  const made = `${path}.${process.pid}`
  rmSync(made, {force: true})
  await listenAt(server, made)
  chmodSync(made, 0o666)
  renameSync(made, path)
}
