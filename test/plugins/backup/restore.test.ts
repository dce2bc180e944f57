import {execFileSync, spawn} from 'node:child_process'
import {once} from 'node:events'
import {hash} from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {Beforehand} from '../../../plugins/backup/src/beforehand.ts'
import {create} from '../../../plugins/backup/src/embedded/create.ts'
import {restore} from '../../../plugins/backup/src/embedded/restore.ts'
import {forge} from './hostile.ts'
import {newPlace, optionsFor, steps} from './place.ts'
import {needs} from '../../needs.ts'

const whole = {only: [], overwrite: false}

describe('restore', () => {
  test('gives back files, modes, times, links, holes and names as they were, in a new folder', async () => {
    const {source, below, put, job, options} = newPlace()
    put('a\nb/-rf')
    writeFileSync(Buffer.concat([Buffer.from(`${source}/`), Buffer.from([0xff])]), 'bytes')
    chmodSync(put('program'), 0o751)
    utimesSync(put('old'), 1e9, 1_234_567_890.25)
    linkSync(put('one'), join(source, 'two'))
    symlinkSync('/no/such/place', join(source, 'link'))
    truncateSync(put('holes', 'x'), 30_000_000)
    put('large', Buffer.alloc(9_000_000, 'parrot'))
    mkdirSync(join(source, 'closed'))
    put('closed/in')
    chmodSync(join(source, 'closed'), 0o500)
    utimesSync(join(source, 'closed'), 1e9, 1_234_567_890)
    await create(job, options)
    const {folder, failedCount} = await restore(job, {below, ...whole})
    expect(failedCount).toBe(0)
    const copy = join(folder, source)
    expect(filesOf(copy)).toEqual(filesOf(source))
    for (const name of ['program', 'old', 'closed', 'link']) {
      const [was, is] = [lstatSync(join(source, name)), lstatSync(join(copy, name))]
      expect([is.mode, is.uid, Math.trunc(is.mtimeMs)]).toEqual([was.mode, was.uid, Math.trunc(was.mtimeMs)])
    }
    expect(lstatSync(join(copy, 'one')).ino).toBe(lstatSync(join(copy, 'two')).ino)
    expect(lstatSync(join(copy, 'holes')).blocks).toBeLessThan(1000)
    for (const path of [source, copy]) chmodSync(join(path, 'closed'), 0o700)
  })

  test('counts what is there now, and not what a damaged archive could not give back', async () => {
    const {dir, below, put, job, options} = newPlace()
    put('a', 'small')
    put('b', Buffer.from(Array.from({length: 3_000_000}, () => Math.random() * 256)))
    put('c', 'after it')
    const {archive = '', entries} = await create(job, options)
    const bytes = readFileSync(join(dir, archive))
    bytes[1_500_000] = (bytes[1_500_000] ?? 0) ^ 1
    writeFileSync(join(dir, archive), bytes)
    const restored = await restore(job, {below, ...whole})
    expect(restored).toMatchObject({entries: entries - restored.failedCount})
    expect(restored.failed.map(({path}) => path)).toContain(join(options.sources[0] ?? '', 'b'))
    expect(restored.bytes).toBeLessThan(100)
  })

  test('does not touch what is there, unless it is told to', async () => {
    const {source, below, put, job, options} = newPlace()
    put('x', 'saved')
    put('only in the archive')
    await create(job, options)
    const into = 'here'
    const {folder} = await restore(job, {below, into, ...whole})
    const there = join(folder, source, 'x')
    writeFileSync(there, 'mine')
    writeFileSync(join(folder, source, 'new'), 'new')
    rmSync(join(folder, source, 'only in the archive'))
    await expect(restore(job, {below, into, ...whole})).rejects.toThrow('is there already')
    expect(readFileSync(there, 'utf8')).toBe('mine')
    for (let twice = 0; twice < 2; twice++) {
      await restore(job, {below, into, only: [], overwrite: true})
      expect(readdirSync(join(folder, source)).sort()).toEqual(['new', 'only in the archive', 'x'])
      expect(readFileSync(there, 'utf8')).toBe('saved')
    }
  })

  test('says of what is in the way that it is to be moved, and leaves it', async () => {
    const {source, below, put, job, options} = newPlace()
    put('letter')
    put('folder/in')
    symlinkSync('letter', join(source, 'link'))
    await create(job, options)
    const {folder} = await restore(job, {below, into: 'here', ...whole})
    const copy = join(folder, source)
    for (const name of ['letter', 'link', 'folder']) rmSync(join(copy, name), {recursive: true})
    for (const name of ['letter', 'link']) mkdirSync(join(copy, name))
    writeFileSync(join(copy, 'folder'), 'a file')
    const {failed, failedCount} = await restore(job, {below, into: 'here', only: [], overwrite: true})
    expect(failedCount).toBe(4)
    expect(Object.fromEntries(failed.map(({path, why}) => [path.slice(source.length + 1), why]))).toEqual({
      letter: 'a folder is there; move it away',
      link: 'a folder is there; move it away',
      folder: 'a part of its path is not a folder; move it away',
      'folder/in': 'a part of its path is not a folder; move it away',
    })
    expect(readFileSync(join(copy, 'folder'), 'utf8')).toBe('a file')
  })

  test('takes only what is asked for, and the file behind a second name', async () => {
    const {source, below, put, job, options} = newPlace()
    linkSync(put('a/one', 'content'), put('b') && join(source, 'z'))
    put('a/other')
    put('c/deep/er')
    await create(job, options)
    const only = [join(source, 'z'), join(source, 'c')]
    const {folder, entries, bytes} = await restore(job, {below, only, overwrite: false})
    expect(readdirSync(join(folder, source)).sort()).toEqual(['c', 'z'])
    expect(bytes).toBe('content'.length + 'c/deep/er'.length)
    expect([entries, readFileSync(join(folder, source, 'z'), 'utf8')]).toEqual([4, 'content'])
    await expect(restore(job, {below, into: 'n', only: ['/nothing'], overwrite: false})).rejects.toThrow(
      '/nothing',
    )
    expect(existsSync(join(below, 'n'))).toBe(false)
  })

  test('a dry run and a name that is none change nothing', async () => {
    const {below, put, job, options} = newPlace()
    put('x')
    await create(job, options)
    expect(await restore({...job, dryRun: true}, {below, ...whole})).toMatchObject({entries: 2})
    for (const into of ['../out', '.', '..', '.hidden', 'a/b', 'a\nb'])
      await expect(restore(job, {below, into, ...whole})).rejects.toThrow('no name for a folder')
    expect(readdirSync(below)).toEqual([])
  })
})

needs('setfattr', 'apt-get install attr')('extended attributes', () => {
  test('are kept, also by tar, and those of the machine are not taken from an archive', async () => {
    const {source, dir, below, put, job, options} = newPlace()
    const file = put('x')
    put('folder/y')
    for (const path of [file, join(source, 'folder')])
      execFileSync('setfattr', ['-n', 'user.said', '-v', 'a\nb', path])
    execFileSync('setfattr', ['-n', 'user.empty', file])
    chmodSync(file, 0o400)
    const {archive = ''} = await create(job, options)
    const {folder, notKept} = await restore(job, {below, ...whole})
    const said = (path: string) =>
      execFileSync('getfattr', ['--only-values', '-n', 'user.said', path], {encoding: 'utf8'})
    for (const name of ['x', 'folder']) expect(said(join(folder, source, name))).toBe('a\nb')
    expect(execFileSync('getfattr', ['-d', join(folder, source, 'x')], {encoding: 'utf8'})).toContain(
      'user.empty',
    )
    expect(notKept).toEqual([])
    execFileSync('sh', ['-c', 'zstd -dcq "$1" | tar --xattrs -xf - -C "$2"', 'sh', join(dir, archive), below])
    expect(said(join(below, source, 'x'))).toBe('a\nb')
    const forged = await forge(dir, [
      {path: 'x', content: 'x', xattrs: {'security.capability': 'AAAA', 'trusted.x': 'AAAA'}},
    ])
    const {folder: stranger} = await restore(job, {archive: forged, below, ...whole})
    expect(execFileSync('getfattr', ['-d', '-m', '-', join(stranger, 'x')], {encoding: 'utf8'})).toBe('')
  })
})

describe('an archive that a stranger made', () => {
  test('cannot name a place outside of the folder', async () => {
    const {root, dir, below, job} = newPlace()
    for (const path of ['../out', '/out', 'a/../../out', 'a//b', 'a/.', './a', '']) {
      const archive = await forge(dir, [{path, content: 'x'}])
      await expect(restore(job, {archive, below, into: 'n', ...whole})).rejects.toThrow('not one of ours')
    }
    expect([readdirSync(root).sort(), readdirSync(below)]).toEqual([['archives', 'restored', 'source'], []])
  })

  test('cannot write, link or set a mode through a link of its own', async () => {
    const {root, dir, below, job} = newPlace()
    const out = join(root, 'out')
    mkdirSync(out, {mode: 0o755})
    writeFileSync(join(out, 'secret'), 'secret')
    const archive = await forge(dir, [
      {path: 'door', type: 'link', link: out},
      {path: 'door/written', content: 'x'},
      {path: 'door', type: 'folder', mode: 0o777},
      {path: 'door/folder', type: 'folder'},
      {path: 'door/link', type: 'link', link: 'x'},
      {path: 'stolen', type: 'hard', link: 'door/secret'},
      {path: 'file', type: 'link', link: join(out, 'new')},
      {path: 'file', content: 'x'},
      {path: 'good', content: 'good'},
    ])
    // tar itself, told to keep what a link leads to, does go through the door.
    execFileSync('tar', ['-cf', join(root, 'a.tar'), '-C', root, '--transform', 's,^out,door,', 'out/secret'])
    symlinkSync(out, join(below, 'door'))
    execFileSync('tar', [
      '-xf',
      join(root, 'a.tar'),
      '--keep-directory-symlink',
      '-C',
      below,
      '--transform',
      's,secret,by-tar,',
    ])
    expect(readdirSync(out)).toContain('by-tar')
    rmSync(join(out, 'by-tar'))

    const {failed, folder} = await restore(job, {archive, below, ...whole})
    expect(readdirSync(out)).toEqual(['secret'])
    expect([lstatSync(out).mode & 0o777, lstatSync(join(out, 'secret')).nlink]).toEqual([0o755, 1])
    expect(readdirSync(folder).sort()).toEqual(['door', 'file', 'good'])
    expect(readlinkSync(join(folder, 'door'))).toBe(out)
    expect(failed.map(({path}) => path)).toEqual([
      '/door/written',
      '/door',
      '/door/folder',
      '/door/link',
      '/stolen',
      '/file',
    ])
  })

  test('a dry run over a folder that exists says what is there, what is different, and changes nothing', async () => {
    const {source, below, put, job, options} = newPlace()
    for (const name of ['same', 'larger', 'older', 'gone', 'file', 'deep/in', 'out/side']) put(name)
    symlinkSync('here', join(source, 'link'))
    const {archive} = await create(job, options)
    const over = {archive, below, into: 'here', only: [], overwrite: true}
    await restore(job, {...over, overwrite: false})
    const copy = join(below, 'here', source)
    writeFileSync(join(copy, 'larger'), 'larger than it was')
    utimesSync(join(copy, 'older'), 1, 1)
    for (const name of ['gone', 'file', 'link', 'deep', 'out']) rmSync(join(copy, name), {recursive: true})
    mkdirSync(join(copy, 'file'))
    symlinkSync('elsewhere', join(copy, 'link'))
    writeFileSync(join(copy, 'deep'), '')
    // What lies behind a link is nothing of this folder.
    symlinkSync(source, join(copy, 'out'))
    const before = filesOf(copy)
    const {there, failedCount} = await restore({...job, dryRun: true}, over)
    const {files = [], ...counts} = there ?? {}
    expect({...counts, failedCount}).toEqual({fresh: 1, same: 1, different: 3, blocked: 5, failedCount: 0})
    const told = files.map(({what, path, why}) => `${what} ${path.slice(source.length + 1)}: ${why}`)
    expect(told.toSorted()).toEqual([
      'in the way deep/in: a part of its path is not a folder; move it away',
      'in the way deep: a part of its path is not a folder; move it away',
      'in the way file: a folder is there; move it away',
      'in the way out/side: a part of its path is not a folder; move it away',
      'in the way out: a part of its path is not a folder; move it away',
      'would replace larger: of another size',
      'would replace link: a link that leads elsewhere',
      'would replace older: of another time',
    ])
    expect(filesOf(copy)).toEqual(before)
    expect(await restore({...job, dryRun: true}, {...over, into: 'new'})).not.toHaveProperty('there')
  })

  test('a dry run goes on where one name cannot be looked at, and names what is in the way first', () => {
    const {below} = newPlace()
    mkdirSync(join(below, 'folder'))
    writeFileSync(join(below, 'there'), '')
    const before = new Beforehand(below)
    const coming = (path: string) => before.see({path, type: 'file', size: 1, mtime: 0})
    for (const path of ['there', 'x'.repeat(256), 'folder', 'fresh']) coming(path)
    const {files, ...counts} = before.there()
    expect(counts).toEqual({fresh: 1, same: 0, different: 1, blocked: 2})
    expect(files.map(({what, why}) => `${what}: ${why}`)).toEqual([
      'in the way: its name is too long',
      'in the way: a folder is there; move it away',
      'would replace: of another size',
    ])
  })

  test('told to overwrite, it still does not leave the folder by a link that is there', async () => {
    const {root, dir, below, job} = newPlace()
    const out = join(root, 'out')
    mkdirSync(out)
    writeFileSync(join(out, 'kept'), 'kept')
    mkdirSync(join(below, 'here'))
    symlinkSync(out, join(below, 'here', 'door'))
    symlinkSync(join(out, 'kept'), join(below, 'here', 'file'))
    const archive = await forge(dir, [
      {path: 'door/kept', content: 'x'},
      {path: 'file', content: 'mine'},
    ])
    const {failed} = await restore(job, {archive, below, into: 'here', only: [], overwrite: true})
    expect(failed.map(({path}) => path)).toEqual(['/door/kept'])
    expect(readFileSync(join(out, 'kept'), 'utf8')).toBe('kept')
    expect(lstatSync(join(below, 'here', 'file')).isFile()).toBe(true)
    expect(readdirSync(join(below, 'here')).sort()).toEqual(['door', 'file'])
  })

  test.skipIf(process.getuid?.() !== 0)(
    'gives away no file that is put in the place of a link (needs root: sudo)',
    async () => {
      const {dir, below} = newPlace()
      const uid = 61_101
      const theirs = join(below, 'again/theirs')
      mkdirSync(theirs, {recursive: true})
      for (let at = 0; at < 200; at++) writeFileSync(join(theirs, `secret${at}`), '', {mode: 0o600})
      for (const folder of [below, join(below, '..'), theirs]) chmodSync(folder, 0o755)
      chownSync(theirs, uid, uid)
      const links = Array.from(
        {length: 3000},
        (_, at) => ({path: `theirs/l${at}`, type: 'link', link: 'x'}) as const,
      )
      await forge(
        dir,
        links.map((one) => ({...one, uid, gid: uid})),
      )
      const swapper = spawn(
        'python3',
        [join(import.meta.dirname, 'programs/swap-links.py'), theirs, String(uid)],
        {stdio: ['ignore', 'pipe', 'inherit']},
      )
      onTestFinished(() => void swapper.kill())
      await once(swapper.stdout, 'data')
      await steps([{command: 'restore', dir, options: {below, into: 'again', only: [], overwrite: true}}])
      const all = readdirSync(theirs).map((name) => lstatSync(join(theirs, name)))
      const files = all.filter((one) => one.isFile())
      expect(files.filter((one) => one.uid === uid)).toEqual([])
      expect(all.filter((one) => one.isSymbolicLink() && one.uid === uid).length).toBeGreaterThan(0)
    },
  )

  test('brings no program that runs as its owner', async () => {
    const {dir, below, job} = newPlace()
    const archive = await forge(dir, [{path: 'su', content: 'x', mode: 0o6755}])
    const {folder, notKept} = await restore(job, {archive, below, ...whole})
    expect(lstatSync(join(folder, 'su')).mode & 0o7777).toBe(0o755)
    expect(notKept).toContain('set-user-id and set-group-id bits')
  })

  test('whose bytes are others than its manifest says leaves no file', async () => {
    const {dir, below, job} = newPlace()
    const archive = await forge(dir, [
      {path: 'bad', content: 'x', sha256: '0'.repeat(64)},
      {path: 'good', content: 'x'},
    ])
    const {folder, failed} = await restore(job, {archive, below, ...whole})
    expect([readdirSync(folder), failed.length]).toEqual([['good'], 1])
  })

  test('that would fill the disk is refused before', async () => {
    const {dir, below, job} = newPlace()
    const archive = await forge(
      dir,
      [],
      `${JSON.stringify({path: 'x', type: 'file', mode: 420, uid: 0, gid: 0, size: 2 ** 52, mtime: 0, sha256: '0'.repeat(64)})}\n`,
    )
    await expect(restore(job, {archive, below, ...whole})).rejects.toThrow('and this needs')
    expect(readdirSync(below)).toEqual([])
  })
})

needs('bwrap', 'apt-get install bubblewrap')('a disk that is too small', () => {
  test('is said before, and holes need no room', async () => {
    const {dir, below, put, source} = newPlace()
    truncateSync(put('holes', 'x'), 50_000_000)
    for (let n = 0; n < 3; n++)
      put(`${n}`, Buffer.from(Array.from({length: 400_000}, () => Math.random() * 256)))
    const options = {below, only: [], overwrite: false}
    const before = ['bwrap', '--dev-bind', '/', '/', '--size', '1600000', '--tmpfs', below]
    const [, restored, again] = await steps(
      [
        {command: 'create', dir, options: {...optionsFor(source)}},
        {command: 'restore', dir, options: {...options, into: 'a'}},
        {command: 'restore', dir, options: {...options, into: 'b'}},
      ],
      {before},
    )
    expect(restored).toMatchObject({failedCount: 0})
    expect(again).toEqual({error: expect.stringContaining('free, and this needs')})
  })
})

function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, {recursive: true, encoding: 'buffer'})
  const paths = names.map(
    (name) => [name.toString('latin1'), Buffer.concat([Buffer.from(`${folder}/`), name])] as const,
  )
  return Object.fromEntries(
    paths.map(([name, path]) => [name, lstatSync(path).isFile() ? hash('sha256', readFileSync(path)) : '']),
  )
}
