import {posix} from 'node:path'
import {accessesOf, type Access} from './access.ts'
import {folderIn, namesIn, type Call} from './line.ts'

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

/** A process of the plugin: what runs in it, and where it stands. Both change with what it does. */
export type Member = {program: string; folder: string}

/** Where names are looked up. */
const names = '53'
/** Answers that a path gets which the sandbox does not show, or does not let be written. */
const kept = /^-1 (?:ENOENT|EACCES|EPERM|EROFS|ENETUNREACH|ECONNREFUSED|EINPROGRESS) /

/** What a call wants, and what its process is from then on. */
export function touchesOf(call: Call, member: Member, entry: string): Touch[] {
  const {name, args, result} = call
  // A path that is no link has been walked to its end.
  const got = !/^(?:-1|\?)/.test(result) || (name.startsWith('readlink') && result.startsWith('-1 EINVAL '))
  if (!got && !kept.test(result)) return []
  if (name === 'connect') return addressOf(args, member)
  member.folder = folderIn(call, got) ?? member.folder
  const {skip, accesses} = accessesOf(call)
  const common = {got, closed: /^-1 (?:EACCES|EPERM) /.test(result), by: posix.basename(member.program)}
  const words = namesIn(args)
  const found = accesses.flatMap((access, at) => {
    const {text = '', base = member.folder} = words[skip + at] ?? {}
    if (text === '' || text.includes('\ufffd')) return []
    return [{path: posix.resolve('/', base, text), access, ...common}]
  })
  const [only] = found
  if (got && only && name === 'chdir') member.folder = only.path
  // The interpreter of the plugin's own script, by way of /usr/bin/env, is the plugin.
  if (got && only && name.startsWith('exec')) member.program = words[2]?.text === entry ? entry : only.path
  return found
}

/** The way out that a plugin is given, and what it serves to itself, is no wish for another. */
function addressOf(args: string, {program}: Member): Touch[] {
  const [, port] = /\bsin6?_port=htons\((\d+)\)/.exec(args) ?? []
  const [address] = namesIn(args).slice(-1)
  if (port === undefined || address === undefined || !/^[0-9a-f.:]+$/.test(address.text)) return []
  if (/^(?:127\.|::1$)/.test(address.text) && port !== names) return []
  const host = address.text.includes(':') ? `[${address.text}]` : address.text
  const by = posix.basename(program)
  return [{path: `${host}:${port}`, access: 'connect', got: false, closed: false, by}]
}
