import {execFileSync} from 'node:child_process'
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {createServer} from 'node:net'
import {once} from 'node:events'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {describeForUsers, type Place} from './runs.ts'

describeForUsers('what a plugin was given', (place, who) => {
  const reading = (path: string, read: string[]) =>
    place.job('reads_file', {env: {PARROT_INPUT_PATH: path}, grants: {read}})
  const writing = (path: string, write: string[]) =>
    place.job('writes_file', {env: {PARROT_INPUT_PATH: path}, grants: {write}})
  const filled = (name: string) => {
    const folder = place.make(name)
    writeFileSync(join(folder, 'file'), 'content')
    return folder
  }

  test('a folder to read, and a single file, below folders that are closed to others', async () => {
    const closed = place.make('closed')
    mkdirSync(join(closed, 'deep'))
    writeFileSync(join(closed, 'deep/file'), 'content')
    execFileSync('chown', ['-R', `${place.owner.uid}:${place.owner.gid}`, closed])
    chmodSync(closed, 0o700)
    const file = join(closed, 'deep/file')
    for (const grant of [join(closed, 'deep'), file]) {
      expect(await place.run(reading(file, [grant]))).toMatchObject({
        code: 0,
        stdout: 'content',
        level: 'enforced',
      })
    }
    const write = await place.run(
      place.job('writes_file', {env: {PARROT_INPUT_PATH: file}, grants: {read: [closed]}}),
    )
    expect(write.code).not.toBe(0)
  })

  test('a folder to write, as the ordinary user that it belongs to', async () => {
    const folder = place.make('written')
    const owner = who === 'root' ? 1234 : place.owner.uid
    chownSync(folder, owner, who === 'root' ? 1234 : place.owner.gid)
    expect(await place.run(writing(join(folder, 'new'), [folder]))).toMatchObject({
      code: 0,
      level: 'enforced',
    })
    expect(readFileSync(join(folder, 'new'), 'utf8')).toBe('written\n')
    expect(lstatSync(join(folder, 'new')).uid).toBe(owner)
  })

  test('a narrower grant inside a wider one', async () => {
    const wide = place.make('wide')
    mkdirSync(join(wide, 'narrow'))
    execFileSync('chown', ['-R', who === 'root' ? '1234:1234' : `${place.owner.uid}`, wide])
    const grants = {read: [wide], write: [join(wide, 'narrow')]}
    const into = (path: string) => place.job('writes_file', {env: {PARROT_INPUT_PATH: path}, grants})
    expect(await place.run(into(join(wide, 'narrow/new')))).toMatchObject({code: 0})
    expect((await place.run(into(join(wide, 'new')))).code).not.toBe(0)
  })

  test('a path that is, or has become, a link is refused', async () => {
    const real = filled('real')
    const link = join(place.folder, 'link')
    symlinkSync(real, link)
    expect(await place.refused(reading(join(link, 'file'), [link]))).toMatchObject({
      code: 'sandbox_path_link',
    })
    expect(await place.refused(reading(join(link, 'file'), [join(link, 'file')]))).toMatchObject({
      code: 'sandbox_path_moved',
      params: {real: join(real, 'file')},
    })
    const swapped = filled('swapped')
    expect(await place.run(reading(join(swapped, 'file'), [swapped]))).toMatchObject({stdout: 'content'})
    renameSync(swapped, `${swapped}-before`)
    symlinkSync('/etc', swapped)
    expect(await place.refused(reading(join(swapped, 'passwd'), [swapped]))).toMatchObject({
      code: 'sandbox_path_link',
    })
  })

  test('what can be given to nobody, or only with sys:root', async () => {
    for (const path of ['/', '/proc', '/etc/shadow', '/run', '/dev/sda', '/home/somebody/.ssh/id_ed25519']) {
      expect(await place.refused(reading(path, [path]))).toEqual({code: 'sandbox_path_never', params: {path}})
    }
    for (const path of ['/etc/cron.d', '/usr/local/bin', '/etc', '/home/somebody/.bashrc']) {
      expect(await place.refused(writing(path, [path]))).toEqual({code: 'sandbox_path_root', params: {path}})
    }
    const own = place.make('own')
    symlinkSync(own, join(place.folder, 'to-own'))
    for (const said of [own, join(place.folder, 'to-own')]) {
      expect(await place.refused(reading(own, [own]), {own: [said]})).toMatchObject({
        code: 'sandbox_path_never',
      })
    }
  })

  test('what is not there, and what is neither a file nor a folder', async () => {
    const path = join(place.folder, 'nothing')
    expect(await place.refused(reading(path, [path]))).toMatchObject({
      code: 'sandbox_path_missing',
      params: {path},
    })
    const socket = createServer().listen(join(place.folder, 'socket'))
    await once(socket, 'listening')
    const at = join(place.folder, 'socket')
    expect(await place.refused(reading(at, [at]))).toMatchObject({code: 'sandbox_path_kind'})
    socket.close()
  })

  test('the places that are its own already', async () => {
    expect(await place.refused(reading('/plugin/x', ['/plugin/x']))).toMatchObject({
      code: 'sandbox_path_taken',
    })
    const job = {...reading('/data/x', ['/data/x']), data: place.make('data')}
    expect(await place.refused(job)).toMatchObject({code: 'sandbox_path_taken', params: {taken: '/data'}})
    expect(await place.refused(reading('/data', ['/data']))).toMatchObject({code: 'sandbox_path_taken'})
    const data = filled('visible')
    const named = {...reading('/data/file', [data]), data}
    expect(await place.run(named)).toMatchObject({stdout: 'content'})
  })

  test('a program that is there, one outside /usr, and one that is not', async () => {
    const tools = place.make('tools')
    writeFileSync(join(tools, 'tool'), '#!/bin/sh\necho run\n')
    chmodSync(join(tools, 'tool'), 0o755)
    const exec = [join(tools, 'tool'), 'cat', '/usr/bin/env']
    const job = place.job('reads_file', {env: {PARROT_INPUT_PATH: join(tools, 'tool')}, grants: {exec}})
    expect(await place.run(job)).toMatchObject({code: 0, stdout: '#!/bin/sh\necho run\n'})
    const missing = place.job('reads_file', {grants: {exec: ['no-such-program']}})
    expect(await place.refused(missing)).toEqual({
      code: 'sandbox_program_missing',
      params: {program: 'no-such-program'},
    })
  })

  test("a grant of a folder where Parrot's Node could lie does not hide it", async () => {
    const env = {PARROT_INPUT_PATH: 'manifest.json'}
    const job = place.job('reads_in_js', {env, grants: {read: ['/opt']}})
    expect(await place.run(job)).toMatchObject({code: 0})
  })

  test('capabilities beyond the sandbox', async () => {
    const kinds = who === 'root' ? ['docker', 'systemd'] : ['docker', 'systemd', 'root']
    for (const kind of kinds) {
      const code = kind === 'root' ? 'sandbox_sys_root' : 'sandbox_sys'
      expect(await place.refused(place.job('says_who_it_is', {grants: {sys: [kind]}}))).toMatchObject({code})
    }
  })

  test('a variable that a loader or a shell would obey is refused', async () => {
    for (const name of [
      'LD_PRELOAD',
      'PATH',
      'HOME',
      'NODE_OPTIONS',
      'BASH_ENV',
      'https_proxy',
      'TMOUT',
      'A=B',
      'BASH_FUNC_x%%',
    ]) {
      const job = place.job('says_who_it_is', {env: {[name]: 'x'}})
      expect(await place.refused(job)).toMatchObject({code: 'sandbox_variable'})
    }
  })

  test('secrets in a home that may be read stay hidden, unless they were named', async () => {
    const home = hiding(place)
    const key = join(home, '.aws/credentials')
    expect((await place.openly('reads_file', {PARROT_INPUT_PATH: key})).stdout).toBe('secret')
    const hidden = await place.run(reading(key, [home]))
    expect(hidden).toMatchObject({stdout: '', level: 'enforced'})
    const linked = await place.run(reading(join(home, 'dotfiles/netrc'), [home]))
    expect(linked.stdout).toBe('')
    const around = join(home, 'deep/pgpass')
    expect((await place.openly('reads_file', {PARROT_INPUT_PATH: join(home, '.pgpass')})).stdout).toBe(
      'secret',
    )
    expect((await place.openly('reads_file', {PARROT_INPUT_PATH: around})).stdout).toBe('secret')
    expect((await place.run(reading(around, [home]))).stdout).toBe('')
    expect((await place.run(reading(join(home, 'notes'), [home]))).stdout).toBe('plain')
    expect((await place.run(reading(key, [home, join(home, '.aws')]))).stdout).toBe('secret')
  })
})

/** A home as a person has it: keys in their usual places, some of them behind links. */
function hiding({owner}: Place): string {
  const home = `/home/parrot-home-${process.pid}`
  rmSync(home, {recursive: true, force: true, maxRetries: 10})
  onTestFinished(() => rmSync(home, {recursive: true, force: true, maxRetries: 10}))
  for (const folder of ['', '/.aws', '/dotfiles']) mkdirSync(`${home}${folder}`)
  writeFileSync(`${home}/.aws/credentials`, 'secret')
  writeFileSync(`${home}/dotfiles/netrc`, 'secret')
  writeFileSync(`${home}/notes`, 'plain')
  symlinkSync('dotfiles/netrc', `${home}/.netrc`)
  // What .. means here depends on where `short` leads, not on how it is written.
  mkdirSync(`${home}/deep/inner`, {recursive: true})
  writeFileSync(`${home}/deep/pgpass`, 'secret')
  symlinkSync('deep/inner', `${home}/short`)
  symlinkSync('short/../pgpass', `${home}/.pgpass`)
  execFileSync('chown', ['-R', `${owner.uid}:${owner.gid}`, home])
  return home
}
