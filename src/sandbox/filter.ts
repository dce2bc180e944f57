import {above, anyBit, assemble, equal, finish, keep, label, load, noneOf, unequal, type Line} from './bpf.ts'
import {absent, absentUnlessRoot, givesMode, newest, partly, refused} from './syscalls.ts'

/** Where struct seccomp_data holds them. Of 64-bit arguments the low half, which is all the kernel looks at here. */
const offset = {number: 0, machine: 4, first: 16, second: 24, third: 32}
const argument = (index: number) => offset.first + 8 * index
const machines = {x64: {audit: 0xc000003e, column: 0}, arm64: {audit: 0xc00000b7, column: 1}} as const

const allow = 0x7fff0000
const kill = 0x80000000
const errno = (code: number) => 0x00050000 | code
const [EPERM, ENOSYS, EAFNOSUPPORT] = [1, 38, 97]

/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
const newNamespace = 0x7e020000
/** These put words into the terminal of whoever started Parrot. */
const [TIOCSTI, TIOCLINUX] = [0x5412, 0x541c]
const [AF_UNIX, AF_INET, AF_INET6, AF_NETLINK] = [1, 2, 10, 16]
const SOCK_STREAM = 1
/** A program with one of these runs as its owner or its group, whoever starts it. */
const setIds = 0o6000
/** O_CREAT, and O_TMPFILE without O_DIRECTORY: the same on both machines. */
const creates = 0o20000100

/**
 * The seccomp filter for this kind of machine, or undefined where none is written. A foreign calling convention ends the
 * process. No Unix socket can be made but as an already connected stream pair, which reaches nobody else: a read-only
 * folder still lets a program connect to the sockets in it. No file can be made a set-id program, unless `setsIds`: whoever
 * finds it in a folder that a plugin may write would run it as the owner of that folder.
 */
export function filterFor(machine: string, setsIds = false): Buffer | undefined {
  if (machine !== 'x64' && machine !== 'arm64') return undefined
  const {audit, column} = machines[machine]
  const numbers = (table: typeof refused) => Object.values(table).flatMap((row) => row[column] ?? [])
  const modes = setsIds
    ? []
    : Object.values(givesMode).flatMap(({call, ...where}) =>
        call[column] === undefined ? [] : [{number: call[column], ...where}],
      )
  return assemble([
    load(offset.machine),
    unequal(audit, 'kill'),
    load(offset.number),
    ...(machine === 'x64' ? [above(0x3fffffff, 'kill')] : []),
    above(newest, 'absent'),
    ...numbers(refused).map((number) => equal(number, 'refused')),
    ...numbers(absent).map((number) => equal(number, 'absent')),
    ...(setsIds ? [] : numbers(absentUnlessRoot).map((number) => equal(number, 'absent'))),
    ...Object.entries(partly).map(([name, row]) => equal(row[column], name)),
    ...modes.map(({number, mode, flags}) => equal(number, `mode ${mode} ${flags}`)),
    finish(allow),
    ...judged,
    ...judgedModes,
    label('refused'),
    finish(errno(EPERM)),
    label('absent'),
    finish(errno(ENOSYS)),
    label('no family'),
    finish(errno(EAFNOSUPPORT)),
    label('allowed'),
    finish(allow),
    label('kill'),
    finish(kill),
  ])
}

const judged: readonly Line[] = [
  label('clone'),
  load(offset.first),
  anyBit(newNamespace, 'refused'),
  finish(allow),

  label('ioctl'),
  load(offset.second),
  equal(TIOCSTI, 'refused'),
  equal(TIOCLINUX, 'refused'),
  finish(allow),

  label('socket'),
  load(offset.first),
  equal(AF_INET, 'allowed'),
  equal(AF_INET6, 'allowed'),
  unequal(AF_NETLINK, 'no family'),
  load(offset.third), // the protocol: routing is how a program lists its interfaces
  unequal(0, 'no family'),
  finish(allow),

  label('socketpair'),
  load(offset.first),
  unequal(AF_UNIX, 'no family'),
  load(offset.second),
  keep(0xf), // without SOCK_CLOEXEC and SOCK_NONBLOCK; a datagram pair could still be sent elsewhere
  unequal(SOCK_STREAM, 'no family'),
  finish(allow),
]

/** One for each place where a mode and its flags are found. */
const judgedModes: readonly Line[] = [
  ...new Map(
    Object.values(givesMode).map(({mode, flags}) => [
      `mode ${mode} ${flags}`,
      [
        label(`mode ${mode} ${flags}`),
        ...(flags === undefined ? [] : [load(argument(flags)), noneOf(creates, 'allowed')]),
        load(argument(mode)),
        anyBit(setIds, 'refused'),
        finish(allow),
      ],
    ]),
  ).values(),
].flat()
