import {posix} from 'node:path'
import {accessOf, pathsOf, type Access} from './access.ts'
import {folderIn, isFork, namesIn, reader, type Call} from './line.ts'

/** What a program of the plugin wanted. `path` is absolute, as it stands in the sandbox, or `address:port`. */
export type Touch = {
  readonly path: string
  readonly access: Access | 'connect'
  readonly got: boolean
  /** It is there, and closed to the user that the plugin runs as. */
  readonly closed: boolean
  /** The program, by its name. */
  readonly by: string
}

type Member = {program: string; folder: string}

/** Answers that a path gets which the sandbox does not show, or does not let be written. */
const kept = /^-1 (?:ENOENT|EACCES|EPERM|EROFS|ENETUNREACH|ECONNREFUSED|EINPROGRESS) /

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
    else for (const touch of touches(call, member, entry)) note(touch)
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

function touches(call: Call, member: Member, entry: string): Touch[] {
  const {name, args, result} = call
  // A path that is no link has been walked to its end.
  const got = !/^(?:-1|\?)/.test(result) || (name.startsWith('readlink') && result.startsWith('-1 EINVAL '))
  if (!got && !kept.test(result)) return []
  if (name === 'connect') return addressOf(args, member)
  member.folder = folderIn(args) ?? member.folder
  const {from, to} = pathsOf(name)
  const common = {got, closed: /^-1 (?:EACCES|EPERM) /.test(result), by: posix.basename(member.program)}
  const names = namesIn(args)
  const found = names
    .slice(from, to)
    .filter(({text}) => text !== '' && !text.includes('\ufffd'))
    .map(({text, base = member.folder}) => ({
      path: posix.resolve('/', base, text),
      access: accessOf(call),
      ...common,
    }))
  const [only] = found
  if (got && only && name === 'chdir') member.folder = only.path
  // The interpreter of the plugin's own script, by way of /usr/bin/env, is the plugin.
  if (got && only && name.startsWith('exec')) member.program = names[2]?.text === entry ? entry : only.path
  return found
}

/** The way out that a plugin is given is no wish for another. */
function addressOf(args: string, {program}: Member): Touch[] {
  const [, port] = /\bsin6?_port=htons\((\d+)\)/.exec(args) ?? []
  const [address] = namesIn(args).slice(-1)
  if (port === undefined || address === undefined || !/^[0-9a-f.:]+$/.test(address.text)) return []
  if (address.text === '127.0.0.1' && port === '3128') return []
  const host = address.text.includes(':') ? `[${address.text}]` : address.text
  const by = posix.basename(program)
  return [{path: `${host}:${port}`, access: 'connect', got: false, closed: false, by}]
}
