import {Socket} from 'node:net'
import {executable} from './executable.ts'
import {lines} from './lines.ts'
import {nameless} from './nameless-pipe.ts'
import type {Plan} from './plan.ts'
import {firstMount} from './shim.ts'

/** Follows every run of a sandbox from outside. What a plugin may do, and what it can notice of its own sandbox, stays the same. */
export type Tracer = {
  /** strace: an absolute path. */
  readonly program: string
  /** One line of what strace writes, each time there is one. Names in it are the plugin's, written as hexadecimal bytes. */
  readonly line: (text: string) => void
}

/** `ended`: everything that was written has been told. */
type Traced = {readonly plan: Plan; readonly ended: Promise<void>}

const places = ['/usr/bin/strace', '/usr/local/bin/strace']
/** Two paths of 4096 bytes each and two of descriptors, four characters a byte, twice over. */
const longestLine = 256 * 1024

/** strace on this machine, or undefined. */
export function straceHere(): string | undefined {
  return places.find(executable)
}

/** The same plan with strace around it, which writes to a pipe of its own. `folder` is Parrot's own, for a moment. */
export function traced(plan: Plan, {program, line}: Tracer, folder: string): Traced {
  const {read, write} = nameless(folder)
  const argv = [program, ...words, '-o', into(firstMount + plan.mounts.length), '--', ...plan.argv] as const
  // The child's end goes the way of the mounts: closed here once it is started, and by the shim before the plugin is.
  return {plan: {...plan, argv, mounts: [...plan.mounts, write]}, ended: told(read, line)}
}

/**
 * Every byte of a name in hexadecimal, so that none can end a line or a quotation; where descriptors and working folders
 * lead, each child by its number out here, and no structure but addresses and command lines.
 */
const words = `-f -qq --seccomp-bpf -xx -y --decode-pids=pidns -s 1024
  -e trace=%file,connect,fchdir,clone,clone3,?fork,?vfork -e verbose=execve,execveat,connect -e signal=none`.split(
  /\s+/,
)

/** Not by its name in /proc: were the host gone by then, strace would wait for ever for someone to read what it opens. */
const into = (fd: number) => `|exec /bin/bash -p -c 'exec /bin/cat >&${fd}'`

function told(fd: number, line: Tracer['line']): Promise<void> {
  const cut = lines(longestLine, line)
  const pipe = new Socket({fd, readable: true, writable: false}).on('error', () => {})
  pipe.on('data', (chunk: Buffer) => cut.take(chunk))
  return new Promise((resolve) => {
    pipe.once('close', () => {
      cut.end()
      resolve()
    })
  })
}
