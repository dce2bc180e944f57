import {gzipSync} from 'node:zlib'
import {execFileSync} from 'node:child_process'
import {existsSync, readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {newHome} from '../../home.ts'
import {ask, author, kept, weather, type Home} from './at-home.ts'

type Entry = {
  readonly name: string
  readonly type?: string
  readonly mode?: number
  readonly link?: string
  readonly content?: string | Buffer
  readonly size?: number
}

/** One entry as it stands in a tarball, made by hand: no program that makes tarballs would write what these hold. */
function entry({name, type = '0', mode = 0o644, link = '', content = '', size}: Entry): Buffer {
  const body = Buffer.from(content)
  const header = Buffer.alloc(512)
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`
  header.write(name, 0, 100)
  header.write(octal(mode, 8), 100)
  header.write(octal(0, 8), 108)
  header.write(octal(0, 8), 116)
  header.write(octal(size ?? body.length, 12), 124)
  header.write(octal(0, 12), 136)
  header.write('        ', 148)
  header.write(type, 156)
  header.write(link, 157, 100)
  header.write('ustar\u000000', 257, 'latin1')
  header.write(
    octal(
      header.reduce((sum, byte) => sum + byte, 0),
      7,
    ),
    148,
  )
  return Buffer.concat([header, body, Buffer.alloc((512 - (body.length % 512)) % 512)])
}

const good: readonly Entry[] = [
  {name: 'package/manifest.json', content: JSON.stringify(weather)},
  {name: 'package/run.sh', mode: 0o755, content: '#!/bin/sh\necho sun\n'},
]

function tarball(home: Home, entries: readonly Entry[]): string {
  const file = join(home.home, 'weather.tgz')
  writeFileSync(file, gzipSync(Buffer.concat([...entries.map(entry), Buffer.alloc(1024)])))
  return file
}

const install = (home: Home, source: string) => ask(home, 'plugin_install', {source})

test('a tarball is unpacked without the folder that everything in it is in', async () => {
  const home = newHome()
  const {problems, output} = await install(home, tarball(home, good))
  expect(problems).toEqual([])
  await ask(home, 'plugin_approve', {name: 'weather', accept: (output as {accept: string}).accept})
  expect(await ask(home, 'weather')).toMatchObject({output: 'sun\n'})
})

test('one that tar made, without such a folder', async () => {
  const home = newHome()
  const file = join(home.home, 'weather-1.0.0.tar.gz')
  execFileSync('tar', ['-czf', file, '-C', author(home), '.'])
  expect((await install(home, file)).problems).toEqual([])
})

const many = Array.from({length: 30}, (_, at) => ({name: `package/f${at}`}))

test.for<readonly [string, readonly Entry[], RegExp]>([
  ['a path that leads out', [{name: 'package/../../../../evil', content: 'x'}], /leads out/],
  ['an absolute path', [{name: '/tmp/parrot-evil', content: 'x'}], /leads out/],
  [
    'a link that leaves',
    [{name: 'package/l', type: '2', link: '../../../../etc/passwd'}],
    /link that leaves/,
  ],
  ['a link to an absolute path', [{name: 'package/l', type: '2', link: '/etc/passwd'}], /link that leaves/],
  [
    'a file below a link',
    [
      {name: 'package/l', type: '2', link: '.'},
      {name: 'package/l/x', content: 'x'},
    ],
    /below a link/,
  ],
  ['a hard link', [{name: 'package/l', type: '1', link: '/etc/passwd'}], /neither a folder, a file/],
  ['a device', [{name: 'package/d', type: '3'}], /neither a folder, a file/],
  ['a FIFO', [{name: 'package/p', type: '6'}], /neither a folder, a file/],
  ['a setuid file', [{name: 'package/s', mode: 0o4755}], /setuid/],
  ['a name with a control character', [{name: 'package/a\u001b[2J'}], /invisible/],
  ['names that differ in case only', [{name: 'package/RUN.sh'}], /case only/],
  ['a name twice', [{name: 'package/run.sh', content: 'evil'}], /there already/],
  ['more entries than are allowed', many, /more than 20 entries/],
  [
    'more bytes than are allowed',
    [{name: 'package/big', content: Buffer.alloc(300_000)}],
    /more than 200000 bytes/,
  ],
  ['a size that is a lie', [{name: 'package/big', size: 8_000_000_000}], /more than 200000 bytes/],
])('%s is refused before anything is written', async ([, entries, cause]) => {
  const home = newHome({'config/config.json': {install: {entries: 20, bytes: 200_000}}})
  const {outcome, problems} = await install(home, tarball(home, [...good, ...entries]))
  expect({outcome, code: problems[0]?.code, cause: problems[0]?.params['cause']}).toEqual({
    outcome: 'failed',
    code: 'tarball_refused',
    cause: expect.stringMatching(cause),
  })
  expect(kept(home)).toEqual([])
  expect(existsSync('/tmp/parrot-evil')).toBe(false)
  expect(readdirSync(home.home).toSorted()).toEqual(['cache', 'config', 'data', 'state', 'weather.tgz'])
})

test('a bomb is stopped while it unfolds', async () => {
  const home = newHome({'config/config.json': {install: {bytes: 1_000_000}}})
  const zeros = Array.from({length: 200}, (_, at) => ({
    name: `package/z${at}`,
    content: Buffer.alloc(900_000),
  }))
  const {problems} = await install(home, tarball(home, [...good, ...zeros]))
  expect(problems).toMatchObject([
    {code: 'tarball_refused', params: {cause: 'there are more than 1000000 bytes'}},
  ])
})

test.for([
  ['nothing', Buffer.alloc(0)],
  ['noise', Buffer.alloc(5000, 7)],
  ['half a tarball', gzipSync(Buffer.concat(good.map(entry))).subarray(0, 60)],
] as const)('%s is no tarball', async ([, content]) => {
  const home = newHome()
  const file = join(home.home, 'weather.tgz')
  writeFileSync(file, content)
  expect(await install(home, file)).toMatchObject({outcome: 'failed', problems: [{code: 'tarball_refused'}]})
  expect(kept(home)).toEqual([])
})

test('a folder is meant by whatever looks like a path', async () => {
  const home = newHome()
  author(home)
  expect(await install(home, 'src/weather')).toMatchObject({
    outcome: 'ok',
    output: {source: join(home.home, 'src/weather')},
  })
})

test('one that is not there, and a folder of that name', async () => {
  const home = newHome()
  expect(await install(home, './nothing.tgz')).toMatchObject({
    problems: [{code: 'source_missing', params: {path: join(home.home, 'nothing.tgz')}}],
  })
  expect(await install(home, './nothing')).toMatchObject({
    outcome: 'failed',
    problems: [{code: 'source_missing', params: {path: join(home.home, 'nothing')}}],
  })
})
