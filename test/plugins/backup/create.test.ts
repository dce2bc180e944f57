import {execFileSync, spawn} from 'node:child_process'
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {randomBytes} from 'node:crypto'
import {once} from 'node:events'
import {createServer} from 'node:net'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {create} from '../../../plugins/backup/src/embedded/create.ts'
import {list} from '../../../plugins/backup/src/embedded/list.ts'
import {verify} from '../../../plugins/backup/src/embedded/verify.ts'
import {needs} from '../../needs.ts'
import {jobIn, newPlace, optionsFor, steps} from './place.ts'

const strange = [
  'a\nb',
  '-rf',
  ' ',
  '"\\$(id)`',
  'ü',
  '\u202egnp',
  'x'.repeat(255),
  `${'y/'.repeat(120)}deep`,
]
const notUtf8 = Buffer.from([0xff, 0xfe, 0x2f].slice(0, 2))

needs('zstd', 'apt-get install zstd')('an archive', () => {
  test('is one that zstd and GNU tar unpack to the same files, modes, times and links', async () => {
    const {source, dir, below, put, job, options} = newPlace()
    for (const name of strange) put(name)
    writeFileSync(Buffer.concat([Buffer.from(`${source}/`), notUtf8]), 'bytes')
    put('empty', '')
    chmodSync(put('program'), 0o751)
    utimesSync(put('old'), 1e9, 1_234_567_890)
    utimesSync(put('ancient'), 1e9, -86_400)
    linkSync(put('one'), join(source, 'other'))
    symlinkSync('/no/such/place/at/all', join(source, 'link'))
    symlinkSync('z'.repeat(200), join(source, 'long link'))
    put('large', Buffer.alloc(9_000_000, 'parrot'))
    mkdirSync(join(source, 'shared'))
    chmodSync(join(source, 'shared'), 0o1777)
    const {archive = '', ...created} = await create(job, options)
    expect(created).toMatchObject({missingCount: 0, changedCount: 0, skippedCount: 0})
    execFileSync('sh', ['-c', 'zstd -dcq "$1" | tar -xpf - -C "$2"', 'sh', join(dir, archive), below])
    const inTar = join(below, source)
    expect(tree(inTar)).toEqual(tree(source))
    expect(lstatSync(join(inTar, 'one')).ino).toBe(lstatSync(join(inTar, 'other')).ino)
    const lines = readFileSync(join(below, '.parrot-backup.jsonl'), 'utf8').trim().split('\n')
    expect(lines.length).toBe(created.entries)
    expect(await verify(job, {all: false})).toMatchObject({archives: [{damagedCount: 0}]})
  })
})

describe('create', () => {
  test('leaves out what is excluded, what is special and its own archives, and names each', async () => {
    const {root, source, put, job, options} = newPlace()
    for (const name of ['a.tmp', '.b.tmp', 'keep', 'node_modules/x/y', 'logs/deep/er/l', 'log/x']) put(name)
    execFileSync('mkfifo', [join(source, 'pipe')])
    const server = createServer().listen(join(source, 'socket'))
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const excludes = ['*.tmp', 'node_modules', `${source}/logs/**/l`]
    const {skipped, skippedCount, files} = await create(job, {...options, sources: [root], excludes})
    expect(Object.fromEntries(skipped.map(({path, why}) => [path.slice(root.length + 1), why]))).toEqual({
      archives: 'the folder of the archives',
      'source/.b.tmp': 'excluded',
      'source/a.tmp': 'excluded',
      'source/logs/deep/er/l': 'excluded',
      'source/node_modules': 'excluded',
      'source/pipe': 'a pipe',
      'source/socket': 'a socket',
    })
    expect([skippedCount, files]).toEqual([7, 2])
  })

  test('names what it may not read, and saves the rest', async () => {
    const {root, source, dir, put} = newPlace()
    chmodSync(put('secret'), 0)
    mkdirSync(join(source, 'closed'))
    chmodSync(join(source, 'closed'), 0)
    put('open')
    for (const folder of [root, source]) chmodSync(folder, 0o755)
    chmodSync(dir, 0o777)
    const nobody = process.getuid?.() === 0 ? {uid: 65_534} : {}
    const absent = join(root, 'absent')
    const [created, verified] = await steps(
      [
        {command: 'create', dir, options: {...optionsFor(source, absent)}},
        {command: 'verify', dir, options: {all: false}},
      ],
      nobody,
    )
    expect(created).toMatchObject({
      files: 1,
      missingCount: 3,
      missing: [
        {path: join(source, 'closed'), why: 'may not be read'},
        {path: join(source, 'secret'), why: 'may not be read'},
        {path: absent, why: 'it is not there'},
      ],
    })
    expect(verified).toMatchObject({archives: [{damagedCount: 0}]})
    chmodSync(join(source, 'closed'), 0o755)
  })

  test('of nothing is not made: it would be the newest, and others would go for it', async () => {
    const {root, source, put, job, options} = newPlace()
    put('x')
    await create(job, options)
    rmSync(join(source, 'x'))
    mkdirSync(join(source, 'only folders'))
    for (const [sources, why] of [
      [join(root, 'absent'), `${join(root, 'absent')}: `],
      [source, 'nothing to save'],
      [join(source, 'only folders'), 'it is empty; is its disk mounted?'],
    ] as const) {
      await expect(create(job, optionsFor(sources))).rejects.toThrow(why)
      await expect(create({...job, dryRun: true}, optionsFor(sources))).rejects.toThrow(why)
    }
    expect(await list(job)).toMatchObject({archives: [{files: 1}], leftOver: []})
  })

  test('an empty source beside others is missing: so a disk looks that is not mounted', async () => {
    const {root, put, job, options} = newPlace()
    put('x')
    const empty = join(root, 'photos')
    mkdirSync(empty)
    const sources = [...options.sources, empty]
    const missing = [{path: empty, why: 'it is empty; is its disk mounted?'}]
    expect(await create(job, {...options, sources})).toMatchObject({files: 1, missingCount: 1, missing})
    expect(await create({...job, dryRun: true}, {...options, sources})).toMatchObject({files: 1, missing})
  })

  test('never follows a link in the path of a source', async () => {
    const {root, source, put, job} = newPlace()
    put('x')
    symlinkSync(source, join(root, 'link'))
    await expect(create(job, optionsFor(join(root, 'link', 'x')))).rejects.toThrow('nothing to save')
  })

  test('says of a file that it was written to while it was read, and the archive is sound', async () => {
    const {put, job, options} = newPlace()
    const file = put('grows', Buffer.alloc(80_000_000, 'x'))
    put('still')
    const writing = `const fs = require('fs'); const fd = fs.openSync(process.argv[1], 'r+'); process.stdout.write('x')
      for (let n = 0; ; n++) { fs.ftruncateSync(fd, 70_000_000 + n % 2 * 9_000_000); fs.writeSync(fd, 'y', 5_000_000) }`
    const writer = spawn(process.execPath, ['-e', writing, file], {stdio: ['ignore', 'pipe', 'inherit']})
    await once(writer.stdout, 'data')
    try {
      expect(await create(job, options)).toMatchObject({
        changed: [{path: file, why: 'it was written to while it was read'}],
        missingCount: 0,
        files: 2,
      })
    } finally {
      writer.kill('SIGKILL')
      await once(writer, 'exit')
    }
    expect(await verify(job, {all: false})).toMatchObject({archives: [{damagedCount: 0, entries: 3}]})
  })

  test('takes nothing from behind a link that a folder is swapped for meanwhile', async () => {
    const {root, source, dir, put, job, options} = newPlace()
    put('beside')
    for (let n = 0; n < 40; n++) put(`swapped/${n}`, 'open')
    const outside = join(root, 'outside')
    mkdirSync(outside)
    for (let n = 0; n < 40; n++) writeFileSync(join(outside, `${n}`), 'SECRET')
    const swapping = `const fs = require('fs'); const [s, o] = process.argv.slice(1); process.stdout.write('x')
      for (;;) { fs.renameSync(s, s + '-aside'); fs.symlinkSync(o, s); fs.unlinkSync(s); fs.renameSync(s + '-aside', s) }`
    const swapper = spawn(process.execPath, ['-e', swapping, join(source, 'swapped'), outside], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(swapper.stdout, 'data')
    try {
      // By name, as an archiver that looks first and opens then would, it does get there.
      expect(await leaks(join(source, 'swapped'))).toBe(true)
      for (let round = 0; round < 30; round++) await create(job, options)
    } finally {
      swapper.kill('SIGKILL')
      await once(swapper, 'exit')
    }
    const all = readdirSync(dir).filter((name) => name.endsWith('.zst'))
    expect(all.length).toBe(30)
    for (const name of all) {
      const content = execFileSync('zstd', ['-dcq', join(dir, name)]).toString('latin1')
      expect(content.includes('SECRET')).toBe(false)
    }
  })

  test('a dry run writes nothing, and says what it would', async () => {
    const {dir, put, job, options} = newPlace()
    put('x')
    const {archive, files} = await create({...job, dryRun: true}, options)
    expect([archive, files, readdirSync(dir)]).toEqual([undefined, 1, []])
  })

  test('a dry run counts as it would be saved: a file with two names is one file', async () => {
    const {source, put, job, options} = newPlace()
    linkSync(put('one', 'content'), join(source, 'other'))
    const {created: _, seconds: _s, ...dry} = await create({...job, dryRun: true}, options)
    const real = await create(job, options)
    expect(real).toMatchObject({...dry, entries: 3, files: 1, bytes: 7})
  })

  test('taken back, it leaves the archives as they were', async () => {
    const {dir, put, options} = newPlace()
    put('large', Buffer.alloc(40_000_000, 'x'))
    const ending = new AbortController()
    const job = jobIn(dir, {signal: ending.signal})
    await create(job, options)
    const before = readdirSync(dir)
    // It has begun to write by the time that the event loop comes to this.
    const look = setInterval(
      () => readdirSync(dir).some((name) => name.endsWith('.partial')) && ending.abort(new Error('enough')),
    )
    await expect(create(job, options)).rejects.toThrow('enough')
    clearInterval(look)
    expect(readdirSync(dir)).toEqual(before)
  })

  test('taken back amid a large file, it does not read the rest of it', async () => {
    const {dir, put, options} = newPlace()
    truncateSync(put('large', 'x'), 400_000_000)
    const ending = new AbortController()
    const before = bytesRead()
    const look = setInterval(
      () => readdirSync(dir).some((name) => name.endsWith('.partial')) && ending.abort(new Error('enough')),
    )
    await expect(create(jobIn(dir, {signal: ending.signal}), options)).rejects.toThrow('enough')
    clearInterval(look)
    expect(bytesRead() - before).toBeLessThan(200_000_000)
  })

  test('keeps holes as holes', async () => {
    const {put, job, options, dir} = newPlace()
    truncateSync(put('holes', 'x'), 50_000_000)
    const {bytes, archive = ''} = await create(job, options)
    expect([bytes, lstatSync(join(dir, archive)).size < 100_000]).toEqual([50_000_000, true])
  })

  test('two at once: one is made after the other, or refused', async () => {
    const {put, job, options} = newPlace()
    put('x')
    const both = await Promise.allSettled([create(job, options), create(job, options)])
    const {archives, leftOver} = await list(job)
    expect(archives.length).toBe(both.filter(({status}) => status === 'fulfilled').length)
    expect([leftOver, archives.every(({state}) => state === 'complete')]).toEqual([[], true])
  })

  test('a name is later than every other, also after the clock was set back', async () => {
    const {put, job, options} = newPlace()
    put('x')
    const first = await create({...job, now: () => Date.UTC(2030, 0)}, options)
    const second = await create({...job, now: () => Date.UTC(2020, 0)}, options)
    expect([first.archive, second.archive]).toEqual([
      'backup-20300101T000000000Z.tar.zst',
      'backup-20300101T000000001Z.tar.zst',
    ])
  })

  needs('strace', 'apt install strace')('on a disk that fails while it is written to', () => {
    test('makes no archive, also where the sync at the end is told of nothing', async () => {
      const {dir, put} = newPlace()
      const source = put('large', randomBytes(9_000_000))
      const step = {command: 'create', dir, options: optionsFor(source)} as const
      const failing = ['strace', '-f', '-o', '/dev/null', '-e', 'inject=fdatasync:error=EIO']
      expect(await steps([step], {before: failing})).toMatchObject([
        {error: expect.stringMatching(/EIO.*fdatasync/)},
      ])
      expect(readdirSync(dir).filter((name) => name.includes('.tar.zst'))).toEqual([])
      expect(await steps([step])).toMatchObject([{missingCount: 0, files: 1}])
    })
  })
})

needs('bwrap', 'apt-get install bubblewrap')('a disk', () => {
  const create = (dir: string, source: string, more = {}) =>
    ({command: 'create', dir, options: {...optionsFor(source), ...more}}) as const

  test('that is too small is said before, and one that fills up leaves the archives as they were', async () => {
    const {root, source, dir, put} = newPlace()
    put('small', Buffer.from(Array.from({length: 400_000}, () => Math.floor(Math.random() * 256))))
    const big = join(root, 'big')
    mkdirSync(big)
    writeFileSync(
      join(big, 'big'),
      Buffer.from(Array.from({length: 6_000_000}, () => Math.floor(Math.random() * 256))),
    )
    const disk = ['bwrap', '--dev-bind', '/', '/', '--size', '3000000', '--tmpfs', dir]
    const [first, refused, full, listing, verified] = await steps(
      [
        create(dir, source),
        create(dir, big),
        create(dir, big, {ignoreSpace: true}),
        {command: 'list', dir},
        {command: 'verify', dir, options: {all: true}},
      ],
      {before: disk},
    )
    expect(first).toMatchObject({files: 1})
    expect(refused).toEqual({error: expect.stringMatching(/free and this backup needs about [56]\.\d MiB/)})
    expect(full).toEqual({error: expect.stringContaining('ENOSPC')})
    expect(listing).toMatchObject({archives: [{state: 'complete'}], leftOver: []})
    expect(verified).toMatchObject({archives: [{damagedCount: 0}]})
  })

  test('with room for a beginning, and not for all of it, is said before much is written', async () => {
    const {source, dir, put} = newPlace()
    put('a')
    truncateSync(put('b'), 3 * 1024 ** 3)
    const disk = ['bwrap', '--dev-bind', '/', '/', '--size', `${2 * 1024 ** 3}`, '--tmpfs', dir]
    const [refused, listing] = await steps([create(dir, source), {command: 'list', dir}], {before: disk})
    expect(refused).toEqual({
      error: expect.stringMatching(/2\.0 GiB free and this backup needs about 3\.0 GiB/),
    })
    expect(listing).toMatchObject({archives: [], leftOver: []})
  })

  test('that is mounted below a source is left out and named, or saved where that is wanted', async () => {
    const {source, dir, put} = newPlace()
    put('mounted/x')
    put('beside')
    const mount = ['bwrap', '--dev-bind', '/', '/', '--tmpfs', join(source, 'mounted')]
    const [one, other] = await steps([create(dir, source), create(dir, source, {oneFileSystem: false})], {
      before: mount,
    })
    expect(one).toMatchObject({skipped: [{path: join(source, 'mounted'), why: 'another file system'}]})
    expect(other).toMatchObject({skippedCount: 0, entries: 3})
  })

  test('what a sandbox hides is named', async () => {
    const {source, dir, put} = newPlace()
    put('keys/id')
    put('token')
    put('beside')
    const mask = ['--perms', '0555', '--size', '4096', '--tmpfs', join(source, 'keys')]
    const file = ['--ro-bind', '/dev/null', join(source, 'token')]
    const [created] = await steps([create(dir, source)], {
      before: ['bwrap', '--dev-bind', '/', '/', ...mask, ...file],
    })
    expect(created).toMatchObject({
      skipped: [
        {path: join(source, 'keys'), why: expect.stringContaining('the sandbox hides')},
        {path: join(source, 'token'), why: expect.stringContaining('the sandbox hides')},
      ],
    })
  })
})

/** Everything below a folder: kind, mode, time, and content or target, by its name as bytes. */
function tree(folder: string): Record<string, string> {
  const rows: [string, string][] = []
  for (const found of readdirSync(folder, {recursive: true, encoding: 'buffer'})) {
    const path = Buffer.concat([Buffer.from(`${folder}/`), found])
    const stats = lstatSync(path)
    const kind = `${stats.mode.toString(8)} ${Math.floor(stats.mtimeMs / 1000)}`
    const content = stats.isFile() ? readFileSync(path).toString('latin1').slice(0, 100) + stats.size : ''
    rows.push([found.toString('latin1'), `${stats.isSymbolicLink() ? stats.mode : kind} ${content}`])
  }
  return Object.fromEntries(rows.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

async function leaks(folder: string): Promise<boolean> {
  for (let n = 0; n < 200_000; n++) {
    try {
      if (lstatSync(folder).isDirectory() && readFileSync(join(folder, `${n % 40}`), 'utf8') === 'SECRET')
        return true
    } catch {
      // it is aside
    }
  }
  return false
}

/** By this process so far. */
function bytesRead(): number {
  return Number(/rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1])
}
