import type {Call} from './line.ts'

/**
 * What a call wants of a path that it names. `look`: whether it is there, or where it leads. `make`: that it is there from
 * then on, `remove`: that it is not, which its folder must allow; `write`: something that is there, changed.
 */
export type Access = 'look' | 'read' | 'write' | 'make' | 'remove' | 'run'

const changing: ReadonlySet<Access | 'connect'> = new Set(['write', 'make', 'remove'] as const)

const byName: readonly (readonly [names: RegExp, ...accesses: Access[]])[] = [
  [/^execve(?:at)?$/, 'run'],
  [/^rename(?:at2?)?$/, 'remove', 'make'],
  [/^link(?:at)?$/, 'read', 'make'],
  [/^(?:mkdir|mknod)(?:at)?$|^creat$/, 'make'],
  [/^unlink(?:at)?$|^rmdir$/, 'remove'],
  [
    /^(?:f?chmodat2?|chmod|fchownat|l?chown|utimes?|utimensat|futimesat|truncate|l?(?:set|remove)xattr)$/,
    'write',
  ],
]

/** What is wanted of each path that the call names, in their order. `skip`: names before them that are none. */
export function accessesOf({name, args}: Pick<Call, 'name' | 'args'>): {
  readonly skip: number
  readonly accesses: readonly Access[]
} {
  // Where a link is to lead is no path that is walked.
  if (/^symlink(?:at)?$/.test(name)) return {skip: 1, accesses: ['make']}
  if (/^open(?:at2?)?$/.test(name)) return {skip: 0, accesses: [opening(args)]}
  if (/^(?:faccessat2?|access)$/.test(name)) return {skip: 0, accesses: [asking(args)]}
  const [, ...accesses] = byName.find(([names]) => names.test(name)) ?? [/./, 'look' as const]
  return {skip: 0, accesses}
}

/** Does it want something to be other than it is? */
export function changes(access: Access | 'connect'): boolean {
  return changing.has(access)
}

function opening(args: string): Access {
  if (/\bO_PATH\b/.test(args)) return 'look'
  if (/\bO_(?:CREAT|TMPFILE)\b/.test(args)) return 'make'
  return /\bO_(?:WRONLY|RDWR|TRUNC)\b/.test(args) ? 'write' : 'read'
}

function asking(args: string): Access {
  if (/\bW_OK\b/.test(args)) return 'write'
  return /\bX_OK\b/.test(args) ? 'run' : 'look'
}
