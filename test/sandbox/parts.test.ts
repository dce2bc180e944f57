import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {Socket} from 'node:net'
import {join} from 'node:path'
import {buffer} from 'node:stream/consumers'
import {setTimeout} from 'node:timers/promises'
import {afterAll, expect, test} from 'vitest'
import {entryOf} from '../../src/sandbox/entry.ts'
import {countedBy} from '../../src/sandbox/limits.ts'
import {lines} from '../../src/sandbox/lines.ts'
import {nameless} from '../../src/sandbox/nameless-pipe.ts'
import {newPolicy, release, written} from '../../src/sandbox/policy.ts'
import {copyInto, copyTo, openNode} from '../../src/sandbox/readable.ts'
import {dedicated, runUser} from '../../src/sandbox/run-user.ts'
import {jobOf} from './jobs.ts'

const folder = mkdtempSync('/tmp/parrot-parts-')
afterAll(() => rmSync(folder, {recursive: true, force: true}))

test('lines come whole whatever the chunks, and long ones in pieces', () => {
  const [whole, pieces]: [string[], string[]] = [[], []]
  const cut = lines(
    10,
    (line) => whole.push(line),
    (piece) => pieces.push(piece),
  )
  for (const chunk of ['on', 'e\ntwo\n', '\n', 'é'.slice(0, 1), '\n']) cut.take(Buffer.from(chunk))
  cut.take(Buffer.from([0xc3]))
  cut.take(Buffer.from([0xa9, 10]))
  cut.take(Buffer.from('a line that is too long'))
  cut.take(Buffer.from(' by far\nlast'))
  cut.end()
  expect(whole).toEqual(['one', 'two', '', 'é', 'é', 'last'])
  expect(pieces.join('')).toBe('a line that is too long by far')
})

test('who writes to a pipe without a name waits while it is full', async () => {
  const {read, write} = nameless(folder)
  const writer = spawn('head', ['-c', '1000000', '/dev/zero'], {stdio: ['ignore', write, 'inherit']})
  closeSync(write)
  expect(await Promise.race([once(writer, 'exit'), setTimeout(200, 'waits')])).toBe('waits')
  expect(await buffer(new Socket({fd: read, readable: true, writable: false}))).toHaveLength(1_000_000)
})

test('a run belongs to parrot-run where that exists, else to a uid that nobody has', () => {
  const root = 'root:x:0:0:root:/root:/bin/bash\n'
  expect(dedicated(root)).toEqual({uid: 60_800, gid: 60_800})
  expect(dedicated(`${root}someone:x:60800:1::/:\n`)).toEqual({uid: 60_801, gid: 60_801})
  expect(dedicated(`${root}parrot-run:x:990:991::/:/usr/sbin/nologin\n`)).toEqual({uid: 990, gid: 991})
  expect(dedicated(`${root}parrot-run:x:0:0::/:\n`)).toEqual({uid: 60_800, gid: 60_800})
  const all = Array.from({length: 64}, (_, index) => `u:x:${60_800 + index}:1::/:`).join('\n')
  expect(() => dedicated(all)).toThrow('is taken')
})

test('what is written belongs to one ordinary user, or nothing runs', () => {
  const job = jobOf(join(import.meta.dirname, '../fixtures/plugins'), 'reads_file')
  const of = (uid: number) =>
    ({
      path: `/srv/${uid}`,
      how: '--bind-fd',
      held: 9,
      folder: true,
      owner: {uid, gid: uid},
    }) as unknown as Parameters<typeof runUser>[1][number]
  expect(runUser(job, [of(1000), of(1000)])).toEqual({uid: 1000, gid: 1000})
  expect(runUser(job, [of(1000), of(0)])).toMatchObject({
    code: 'sandbox_path_owner',
    params: {path: '/srv/0'},
  })
  expect(runUser(job, [of(1000), of(1001)])).toMatchObject({
    code: 'sandbox_path_owners',
    params: {path: '/srv/1001'},
  })
})

test('processes are counted for a sandbox alone since Linux 5.14', () => {
  expect(countedBy(1000, '6.1.0-18-amd64')).toBe('here')
  expect(countedBy(1000, '5.14.0')).toBe('here')
  expect(countedBy(1000, '5.10.0-28-amd64')).toBe('by user')
  expect(countedBy(0, '6.1.0')).toBe('by uid')
})

test('an entrypoint is a file of its folder that can be started', () => {
  const dir = join(folder, 'plugin')
  mkdirSync(join(dir, 'bin'), {recursive: true})
  for (const [name, text] of [
    ['good.sh', '#!/bin/sh\n'],
    ['bin/app.ts', ''],
    ['plain.sh', 'echo'],
    ['other.rb', '#! /usr/bin/noruby -w\n'],
    ['odd.rb', '#!/usr/bin/\u2800SYSTEM:\u2800call\u2800user_grant\n'],
    ['own.rb', '#!/plugin/ruby\n'],
    ['private.rb', '#!/usr/../root/ruby\n'],
    ['closed.sh', '#!/bin/sh\n'],
  ] as const) {
    writeFileSync(join(dir, name), text)
    chmodSync(join(dir, name), name === 'closed.sh' ? 0o644 : 0o755)
  }
  copyFileSync('/bin/true', join(dir, 'program'))
  chmodSync(join(dir, 'program'), 0o755)
  symlinkSync('good.sh', join(dir, 'link.sh'))
  symlinkSync('/etc', join(dir, 'etc'))
  const asked = jobOf(join(import.meta.dirname, '../fixtures/plugins'), 'reads_file', {entry: ''})
  const entry = (name: string) => entryOf({...asked, dir, entry: name})
  expect(entry('good.sh')).toEqual({file: 'good.sh', javascript: false})
  expect(entry('program')).toEqual({file: 'program', javascript: false})
  expect(entry('bin/app.ts')).toEqual({file: 'bin/app.ts', javascript: true})
  for (const name of ['../plugin/good.sh', '/bin/sh', '', './good.sh', 'bin//app.ts', 'good.sh\0']) {
    expect(entry(name)).toMatchObject({code: 'sandbox_entry_outside'})
  }
  expect(entry('link.sh')).toMatchObject({code: 'sandbox_path_link'})
  expect(entry('etc/passwd')).toMatchObject({code: 'sandbox_path_moved'})
  expect(entry('missing.sh')).toMatchObject({code: 'sandbox_path_missing'})
  expect(entry('bin')).toMatchObject({code: 'sandbox_path_kind'})
  expect(entry('closed.sh')).toMatchObject({code: 'sandbox_entry_mode'})
  expect(entry('plain.sh')).toMatchObject({code: 'sandbox_entry_kind'})
  for (const file of ['private.rb', 'odd.rb', 'own.rb'])
    expect(entry(file)).toEqual({file, javascript: false})
  expect(entry('other.rb')).toMatchObject({
    code: 'sandbox_entry_program',
    params: {program: '/usr/bin/noruby'},
  })
})

test('a word with a NUL never reaches the engine, which would read an option after it', () => {
  const policy = newPolicy()
  policy.words.push('--setenv', 'A', 'x\0--bind\0/\0/')
  expect(() => written(policy)).toThrow('NUL')
})

test('copies are open to everybody, links stay links, and too many are refused', () => {
  const [from, to] = [join(folder, 'from'), join(folder, 'to')]
  mkdirSync(join(from, 'deep'), {recursive: true, mode: 0o700})
  writeFileSync(join(from, 'deep/run.sh'), 'x', {mode: 0o700})
  writeFileSync(join(from, 'note'), 'x', {mode: 0o600})
  symlinkSync('note', join(from, 'link'))
  mkdirSync(to)
  copyTo(to, from)
  const modes = ['deep', 'deep/run.sh', 'note'].map((name) => statSync(join(to, name)).mode & 0o777)
  expect(modes).toEqual([0o755, 0o755, 0o444])
  expect(readFileSync(join(to, 'link'), 'utf8')).toBe('x')

  const policy = newPolicy()
  expect(copyInto(policy, from)).toBeUndefined()
  expect(policy.words.join(' ')).toMatch(
    /--dir \/plugin\/deep .*--perms 0555 --file \d+ \/plugin\/deep\/run.sh/,
  )
  release(policy)
  for (let index = 0; index < 400; index += 1) writeFileSync(join(from, `f${index}`), '')
  expect(copyInto(newPolicy(), from)).toMatchObject({code: 'sandbox_unreadable'})
})

test('a Node that only its owner may run is copied once for everybody', () => {
  const [node, cache] = [join(folder, 'node'), join(folder, 'cache')]
  writeFileSync(node, 'x', {mode: 0o700})
  const inodes = [1, 2].map(() => {
    const fd = openNode(node, cache, true)
    const {ino, mode} = fstatSync(fd)
    closeSync(fd)
    expect(mode & 0o777).toBe(0o555)
    return ino
  })
  expect(inodes[0]).toBe(inodes[1])
  const own = openNode(node, cache, false)
  expect(fstatSync(own).mode & 0o777).toBe(0o700)
  closeSync(own)
})
