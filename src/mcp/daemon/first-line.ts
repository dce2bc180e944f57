import type {Socket} from 'node:net'

/** Bytes; a key has less than half of them. */
const longest = 256
const slowestMs = 10_000
const newline = 10

/**
 * What a client shows before its first message: the key in a line `Authorization: Bearer …`, or nothing, and then no byte is taken.
 * `left` before it said anything, or while it said that. Resolves with its first byte, however long that takes.
 */
export async function firstLine(socket: Socket): Promise<{readonly key?: string} | 'left' | 'wrong'> {
  let seen = Buffer.alloc(0)
  let slow: NodeJS.Timeout | undefined
  try {
    for (;;) {
      const chunk = await bytesOf(socket)
      if (chunk === undefined) return 'left'
      slow ??= setTimeout(() => socket.destroy(), slowestMs)
      seen = Buffer.concat([seen, chunk])
      const found = read(seen)
      if (found === 'more') continue
      if (found !== 'wrong') socket.unshift(found.rest)
      return found === 'wrong' ? 'wrong' : found.shown
    }
  } finally {
    clearTimeout(slow)
  }
}

type Read = {readonly shown: {readonly key?: string}; readonly rest: Buffer} | 'more' | 'wrong'

function read(seen: Buffer): Read {
  if (!/^a/i.test(seen.toString('latin1', 0, 1))) return {shown: {}, rest: seen}
  const end = seen.indexOf(newline)
  if (end < 0) return seen.length > longest ? 'wrong' : 'more'
  const [, key] = /^Authorization: Bearer ([\w-]{1,100})\r?$/i.exec(seen.toString('latin1', 0, end)) ?? []
  return key === undefined ? 'wrong' : {shown: {key}, rest: seen.subarray(end + 1)}
}

/** The next bytes, undefined at the end. Leaves the socket as one that is asked, not one that flows. */
function bytesOf(socket: Socket): Promise<Buffer | undefined> {
  const {promise, resolve} = Promise.withResolvers<Buffer | undefined>()
  const look = () => {
    const chunk = socket.read() as Buffer | null
    if (chunk !== null) resolve(chunk)
    else if (socket.readableEnded || socket.destroyed) resolve(undefined)
  }
  const names = ['readable', 'end', 'close'] as const
  for (const name of names) socket.on(name, look)
  look()
  return promise.finally(() => {
    for (const name of names) socket.off(name, look)
  })
}
