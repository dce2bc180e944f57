import {constants, fstatSync, openSync} from 'node:fs'
import {Socket} from 'node:net'
import {pipe} from './shim.ts'

export type Pipes = Readonly<Record<keyof typeof pipe, Socket>>

/** The host's ends of the pipes that the shim with this number has made. Throws where they are no pipes. */
export function openPipes(shim: number): Pipes {
  return {
    stdin: opened(shim, pipe.stdin, constants.O_WRONLY),
    stdout: opened(shim, pipe.stdout, constants.O_RDONLY),
    stderr: opened(shim, pipe.stderr, constants.O_RDONLY),
    progress: opened(shim, pipe.progress, constants.O_RDONLY),
  }
}

/** Opening a pipe by its name in /proc gives a description of its own: this end may be non-blocking, the plugin's is not. */
function opened(shim: number, name: number, access: number): Socket {
  const fd = openSync(`/proc/${shim}/fd/${name}`, access | constants.O_NONBLOCK)
  if (!fstatSync(fd).isFIFO())
    throw new Error('The shell of this machine makes no pipes of here-documents; bash 5.1 does')
  const writable = access === constants.O_WRONLY
  // A plugin that ends without reading all of its stdin breaks that pipe, as it may.
  return new Socket({fd, writable, readable: !writable}).on('error', () => {})
}
