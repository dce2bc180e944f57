import {posix} from 'node:path'
import {isFork, namesIn, reader, type Call} from './line.ts'
import {touchesOf, type Member, type Touch} from './touches.ts'

/**
 * Follows what strace tells of one run from where its program begins, and notes what it and its children wanted.
 * `entry` is how the sandbox starts it: the last word of that command line.
 */
export function follower(entry: string, note: (touch: Touch) => void): (line: string) => void {
  const lines = reader()
  const members = new Map<number, Member>()
  const others = new Set<number>()
  const first: Member = {program: posix.basename(entry), folder: '/plugin'}

  /** One that is seen before its fork has returned is the child of who forks at the moment. */
  const memberOf = (pid: number): Member => {
    const known = members.get(pid)
    if (known !== undefined) return known
    const parent = lines.cloning.map((cloner) => members.get(cloner)).findLast(Boolean) ?? first
    members.set(pid, {...parent})
    return memberOf(pid)
  }

  return (line) => {
    const call = lines.read(line)
    if (call === undefined) return
    if (members.size === 0) {
      if (!begins(call, entry)) return void others.add(call.pid)
      members.set(call.pid, {...first})
      // What could not be started was not there to be started.
      return note({path: entry, access: 'run', got: call.result === '0', closed: false, by: first.program})
    }
    if (others.has(call.pid) && !members.has(call.pid)) return
    const member = memberOf(call.pid)
    if (isFork(call.name)) forked(call, member, members)
    else for (const touch of touchesOf(call, member, entry)) note(touch)
  }
}

/** The program itself, or Node with it; those that build the sandbox have longer command lines that end with the same word. */
function begins({name, args}: Call, entry: string): boolean {
  const [program, ...words] = name === 'execve' ? namesIn(args).map(({text}) => text) : []
  return words.length <= 2 && program === words[0] && words.at(-1) === entry
}

function forked({result}: Call, member: Member, members: Map<number, Member>): void {
  const [, here, outside] = /^(\d+)(?: \/\* (\d+) in strace's PID NS \*\/)?$/.exec(result) ?? []
  const child = Number(outside ?? here)
  if (child > 0 && !members.has(child)) members.set(child, {...member})
}
