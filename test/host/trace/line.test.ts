import {expect, test} from 'vitest'
import {follower} from '../../../src/host/trace/follow.ts'
import {namesIn, reader} from '../../../src/host/trace/line.ts'
import type {Touch} from '../../../src/host/trace/touches.ts'

const hex = (text: string) =>
  [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
const quoted = (text: string) => `"${hex(text)}"`
const cwd = (path: string) => `AT_FDCWD<${hex(path)}>`
const missing = '-1 ENOENT (No such file or directory)'
const entry = '/plugin/run.sh'
const begins = `10 execve(${quoted(entry)}, [${quoted(entry)}], 0x7f /* 3 vars */) = 0`

function followed(...lines: string[]): Touch[] {
  const touches: Touch[] = []
  const take = follower(entry, (touch) => touches.push(touch))
  for (const line of lines) take(line)
  return touches
}

test('a name is its bytes, and what is relative to it stands before it', () => {
  const args = `3<${hex('/srv')}>, ${quoted('a\n"b\\')}, ${cwd('/x')}, ${quoted('c')}, 0`
  expect(namesIn(args)).toEqual([
    {text: 'a\n"b\\', base: '/srv'},
    {text: 'c', base: '/x'},
  ])
})

test.each([
  'openat(AT_FDCWD<\\x2f>, "\\x2f\\x61", O_RDONLY) = 3',
  '12 openat(AT_FDCWD<\\x2f>, "\\x2f\\x61", O_RDONLY)',
  '12 <... openat resumed>) = 3',
  'strace: something went wrong',
  '12 +++ exited with 0 +++',
  '',
])('no call: %s', (line) => {
  expect(reader().read(line)).toBeUndefined()
})

test('only hexadecimal bytes are a name, and a whole one', () => {
  expect(namesIn('AT_FDCWD<\\x2f>, "/a", O_RDONLY')).toEqual([])
  expect(namesIn('AT_FDCWD<\\x2f>, "\\x2f\\x6", O_RDONLY')).toEqual([])
  expect(namesIn('AT_FDCWD<\\x2f>, "\\x2f\\x61"..., O_RDONLY')).toEqual([])
})

test('what the sandbox itself does is not the plugin', () => {
  const before = `9 openat(${cwd('/')}, ${quoted('/etc/secret')}, O_RDONLY) = ${missing}`
  const bwrap = `8 execve(${quoted('/usr/bin/bwrap')}, [${[`/usr/bin/bwrap`, '--', entry].map(quoted).join(', ')}], 0x1 /* 1 var */) = 0`
  expect(followed(before, bwrap, before)).toEqual([])
  expect(followed(before, begins, before).map(({path}) => path)).toEqual([entry])
})

test('a call that another interrupts is whole again, and a child is known by its parent', () => {
  const touches = followed(
    begins,
    '10 vfork( <unfinished ...>',
    `11 execve(${quoted('/usr/bin/cat')}, [${quoted('cat')}], 0x7f /* 3 vars */ <unfinished ...>`,
    "10 <... vfork resumed>) = 2 /* 11 in strace's PID NS */",
    '11 <... execve resumed>) = 0',
    `11 openat(${cwd('/plugin')}, ${quoted('../srv/x')}, O_RDONLY) = ${missing}`,
    `10 chdir(${quoted('/data')}) = 0`,
    `10 stat(${quoted('y')}, 0x7f) = ${missing}`,
  )
  expect(touches.map(({path, access, got, by}) => [path, access, got, by])).toEqual([
    [entry, 'run', true, 'run.sh'],
    ['/usr/bin/cat', 'run', true, 'run.sh'],
    ['/srv/x', 'read', false, 'cat'],
    ['/data', 'look', true, 'run.sh'],
    ['/data/y', 'look', false, 'run.sh'],
  ])
})

test('a process stands where it went, not where a descriptor leads', () => {
  const fd = `3<${hex('/srv')}>`
  const touches = followed(
    begins,
    `10 openat(${fd}, ${quoted('a')}, O_RDONLY) = ${missing}`,
    `10 stat(${quoted('b')}, 0x7f) = ${missing}`,
    `10 fchdir(${fd}) = 0`,
    `10 stat(${quoted('c')}, 0x7f) = ${missing}`,
  )
  expect(touches.slice(1).map(({path}) => path)).toEqual(['/srv/a', '/plugin/b', '/srv/c'])
})

test.each([
  [`openat(${cwd('/')}, ${quoted('/a')}, O_WRONLY|O_CREAT, 0666)`, 'make'],
  [`openat(${cwd('/')}, ${quoted('/a')}, O_RDWR|O_APPEND)`, 'write'],
  [`mkdir(${quoted('/a')}, 0777)`, 'make'],
  [`utimensat(${cwd('/')}, ${quoted('/a')}, NULL, 0)`, 'write'],
  [`link(${quoted('/b')}, ${quoted('/a')})`, 'make'],
  [`openat(${cwd('/')}, ${quoted('/a')}, O_RDONLY|O_PATH)`, 'look'],
  [`unlinkat(${cwd('/')}, ${quoted('/a')}, 0)`, 'remove'],
  [`symlink(${quoted('target')}, ${quoted('/a')})`, 'make'],
  [`access(${quoted('/a')}, W_OK)`, 'write'],
  [`faccessat2(${cwd('/')}, ${quoted('/a')}, X_OK, AT_EACCESS)`, 'run'],
  [`truncate(${quoted('/a')}, 0)`, 'write'],
  [`statx(${cwd('/')}, ${quoted('/a')}, 0, STATX_ALL, 0x7f)`, 'look'],
])('%s', (call, access) => {
  expect(followed(begins, `10 ${call} = -1 EROFS (Read-only file system)`).at(-1)).toMatchObject({
    path: '/a',
    access,
    got: false,
  })
})

test('both names of a renaming are meant', () => {
  const touches = followed(begins, `10 rename(${quoted('/a')}, ${quoted('/b')}) = ${missing}`)
  expect(touches.slice(1).map(({path, access}) => [path, access])).toEqual([
    ['/a', 'remove'],
    ['/b', 'make'],
  ])
})

test.each([
  [`{sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(${quoted('192.0.2.1')})}`, ['192.0.2.1:80']],
  [
    `{sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, ${quoted('2001:db8::1')}, &sin6_addr), sin6_scope_id=0}`,
    ['[2001:db8::1]:443'],
  ],
  [`{sa_family=AF_INET, sin_port=htons(3128), sin_addr=inet_addr(${quoted('127.0.0.1')})}`, []],
  [`{sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr(${quoted('127.0.0.1')})}`, ['127.0.0.1:53']],
  [`{sa_family=AF_INET, sin_port=htons(8000), sin_addr=inet_addr(${quoted('127.0.0.1')})}`, []],
  [`{sa_family=AF_UNIX, sun_path=${quoted('/run/nscd/socket')}}`, []],
])('an address: %s', (address, found) => {
  const touches = followed(
    begins,
    `10 connect(3<${hex('socket:[1]')}>, ${address}, 16) = -1 ENETUNREACH (Network is unreachable)`,
  )
  expect(touches.slice(1).map(({path}) => path)).toEqual(found)
})
