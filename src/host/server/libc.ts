import type * as Ffi from 'node:ffi'
import type {Socket} from 'node:net'

/** Who is at the other end of a Unix socket, as the kernel noted it when they connected. */
export type Peer = {readonly pid: number; readonly uid: number}

/** What of the C library Node has no words for. */
export type Libc = {
  /** Undefined where the kernel does not say, or the socket is closed. */
  readonly peerOf: (socket: Socket) => Peer | undefined
  /** Sends one datagram to a Unix socket; `@` begins an abstract name. False where it was not taken. */
  readonly tell: (address: string, text: string) => boolean
}

const [solSocket, soPeercred] = [1, 17]
const [afUnix, datagram, dontWait, noSignal] = [1, 2 | 0o2000000, 0x40, 0x4000]
const int = 'int32'

let loaded: Libc | undefined | 'not yet' = 'not yet'

/** Undefined where this Node cannot call it. Loaded when it is first asked for. */
export function libc(): Libc | undefined {
  if (loaded === 'not yet') loaded = load()
  return loaded
}

function load(): Libc | undefined {
  try {
    return bound(quietly(() => process.getBuiltinModule('node:ffi')))
  } catch {
    return undefined
  }
}

/** Node says on stderr that this module is an experiment; who uses a server can do nothing about it. */
function quietly<T>(work: () => T): T {
  const told = process.emitWarning.bind(process)
  process.emitWarning = () => {}
  try {
    return work()
  } finally {
    process.emitWarning = told
  }
}

function bound({dlopen}: typeof Ffi): Libc {
  const {functions: c} = dlopen(null, {
    getsockopt: {arguments: [int, int, int, 'buffer', 'buffer'], return: int},
    socket: {arguments: [int, int, int], return: int},
    sendto: {arguments: [int, 'buffer', 'uint64', int, 'buffer', 'uint32'], return: 'int64'},
    close: {arguments: [int], return: int},
  })
  return {
    peerOf: (socket) => {
      const fd = descriptor(socket)
      const [found, size] = [new Int32Array(3), new Int32Array([12])]
      if (fd < 0 || c.getsockopt(fd, solSocket, soPeercred, bytes(found), bytes(size)) !== 0) return undefined
      const [pid = 0, uid = -1] = found
      return size[0] === 12 ? {pid, uid: uid >>> 0} : undefined
    },
    tell: (address, text) => {
      const fd = c.socket(afUnix, datagram, 0)
      if (fd < 0) return false
      const [to, what] = [socketAddress(address), Buffer.from(text)]
      try {
        const sent = c.sendto(fd, what, BigInt(what.length), dontWait | noSignal, to, to.length)
        return Number(sent) === what.length
      } finally {
        c.close(fd)
      }
    },
  }
}

/** Node has no name for it. */
function descriptor(socket: Socket): number {
  const {_handle: handle} = socket as {readonly _handle?: {readonly fd?: number} | null}
  return handle?.fd ?? -1
}

const bytes = ({buffer}: Int32Array<ArrayBuffer>) => new Uint8Array(buffer)

/** As unix(7) has it: the family, then the path with its end, or a zero byte and the abstract name without one. */
function socketAddress(address: string): Buffer {
  const family = new Uint8Array(new Uint16Array([afUnix]).buffer)
  const name = address.startsWith('@') ? `\0${address.slice(1)}` : `${address}\0`
  return Buffer.concat([family, Buffer.from(name)])
}
