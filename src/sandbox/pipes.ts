import {closeSync, constants, fstatSync, openSync} from 'node:fs'
import {Socket} from 'node:net'
import {placeWords} from '../text/error-words.ts'
import {pipe} from './shim.ts'

export type Pipes = Readonly<Record<keyof typeof pipe, Socket>>

/** The host's ends of the pipes that the shim with this number has made, or why they are not to be had. */
export function openPipes(shim: number | undefined): Pipes | {readonly failed: string} {
  const fds: number[] = []
  const open = (name: number, access: number) => {
    // By its name in /proc, which gives a description of its own: this end may be non-blocking, the plugin's is not.
    const fd = openSync(`/proc/${shim}/fd/${name}`, access | constants.O_NONBLOCK)
    fds.push(fd)
    if (!fstatSync(fd).isFIFO())
      throw new Error('The bash of this machine makes no pipes of here-documents; 5.1 does')
    return fd
  }
  try {
    const stdin = open(pipe.stdin, constants.O_WRONLY)
    const stdout = open(pipe.stdout, constants.O_RDONLY)
    const stderr = open(pipe.stderr, constants.O_RDONLY)
    const progress = open(pipe.progress, constants.O_RDONLY)
    return {stdin: writer(stdin), stdout: reader(stdout), stderr: reader(stderr), progress: reader(progress)}
  } catch (error) {
    for (const fd of fds) closeSync(fd)
    return {failed: placeWords(error)}
  }
}

function reader(fd: number): Socket {
  return new Socket({fd, readable: true, writable: false}).on('error', () => {})
}

/** A plugin that ends without reading all of its stdin breaks that pipe, as it may. */
function writer(fd: number): Socket {
  return new Socket({fd, readable: false, writable: true}).on('error', () => {})
}
