import {execFileSync} from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import type {Job} from '../../src/sandbox/sandbox.ts'
import {describeAsRoot, expectStopped, type Place} from './runs.ts'

describeAsRoot('under root', (place) => {
  test('reading /etc/shadow', async () => {
    const env = {PARROT_INPUT_PATH: '/etc/shadow'}
    expect((await place.openly('reads_file', env)).stdout).toContain('root:')
    expectStopped(await place.run(place.job('reads_file', {env})))
  })

  test('writing settings of the kernel', async () => {
    expect((await place.openly('writes_sysctl', {})).stdout).toBe('written\n')
    expectStopped(await place.run(place.job('writes_sysctl')))
  })

  test('as root a plugin is nobody, owns its data and has no privilege', async () => {
    const data = place.make('kept')
    mkdirSync(join(data, 'deep'))
    writeFileSync(join(data, 'deep/file'), 'kept')
    const path = '/data/deep/file'
    const written = await place.run(place.job('writes_file', {data, env: {PARROT_INPUT_PATH: path}}))
    expect(written).toMatchObject({code: 0, level: 'enforced'})
    expect(statSync(join(data, 'deep/file')).uid).toBeGreaterThan(60_000)
    const {stdout} = await place.run(place.job('says_who_it_is'))
    expect(stdout).toMatch(/^6\d{4}\n(Cap\w+:\t0{16}\n){5}NoNewPrivs:\t1\nSeccomp:\t2\n/)
  })

  test('a Node that only root may run is run all the same', async () => {
    const node = join(place.make('own-node'), 'node')
    copyFileSync(process.execPath, node)
    chmodSync(node, 0o700)
    const env = {PARROT_INPUT_PATH: 'manifest.json'}
    const job = place.job('reads_in_js', {env, shipped: true, readOnly: true})
    for (const options of [{node}, {node, bwrap: '/nowhere/bwrap'}]) {
      expect(await place.run(job, options)).toMatchObject({code: 0})
    }
  })

  test('as root nothing writes what belongs to root', async () => {
    const folder = place.make('roots')
    const job = place.job('writes_file', {grants: {write: [folder]}})
    expect(await place.refused(job)).toMatchObject({code: 'sandbox_path_owner'})
  })

  test('sys:root is uid 0 with six capabilities and no way to more', async () => {
    const job = place.job('says_who_it_is', {grants: {sys: ['root']}})
    const {stdout, level} = await place.run(job)
    const caps = ((1 << 0) | (1 << 1) | (1 << 3) | (1 << 4) | (1 << 6) | (1 << 7))
      .toString(16)
      .padStart(16, '0')
    expect(level).toBe('degraded(sys:root)')
    expect(stdout).toMatch(/^0\n/)
    for (const set of ['CapPrm', 'CapEff', 'CapBnd']) expect(stdout).toContain(`${set}:\t${caps}`)
    const calls = await place.run(place.job('tries_system_calls', {grants: {sys: ['root']}}))
    expect(calls.stdout).toContain('unshare mount: EPERM')
    expect(calls.stdout).toContain('remount: EPERM')
    expect((await place.run(place.job('writes_sysctl', {grants: {sys: ['root']}}))).stdout).toBe('')
    const folder = place.make('roots-too')
    const write = place.job('writes_file', {
      env: {PARROT_INPUT_PATH: join(folder, 'x')},
      grants: {sys: ['root'], write: [folder]},
    })
    expect(await place.run(write)).toMatchObject({code: 0})
    expect(existsSync(join(folder, 'x'))).toBe(true)
    const setIds = place.job('sets_ids', {
      env: {PARROT_INPUT_FOLDER: folder},
      grants: {sys: ['root'], write: [folder]},
    })
    expect((await place.run(setIds)).stdout).not.toMatch(/EPERM|ENOSYS/)
  })

  test('secrets in a home that may be read stay hidden, unless they were named', async () => {
    const home = hiding(place)
    const key = join(home, '.aws/credentials')
    expect((await place.openly('reads_file', {PARROT_INPUT_PATH: key})).stdout).toBe('secret')
    const hidden = await place.run(reading(place, key, [home]))
    expect(hidden).toMatchObject({stdout: '', level: 'enforced'})
    const linked = await place.run(reading(place, join(home, 'dotfiles/netrc'), [home]))
    expect(linked.stdout).toBe('')
    expect((await place.run(reading(place, join(home, 'notes'), [home]))).stdout).toBe('plain')
    expect((await place.run(reading(place, key, [home, join(home, '.aws')]))).stdout).toBe('secret')
    rmSync(home, {recursive: true})
  })
})

function reading(place: Place, path: string, read: string[]): Job {
  return place.job('reads_file', {env: {PARROT_INPUT_PATH: path}, grants: {read}})
}

/** A home as a person has it: keys in their usual places, one of them behind a link. */
function hiding({owner}: Place): string {
  const home = `/home/parrot-home-${process.pid}`
  rmSync(home, {recursive: true, force: true})
  for (const folder of ['', '/.aws', '/dotfiles']) mkdirSync(`${home}${folder}`)
  writeFileSync(`${home}/.aws/credentials`, 'secret')
  writeFileSync(`${home}/dotfiles/netrc`, 'secret')
  writeFileSync(`${home}/notes`, 'plain')
  symlinkSync('dotfiles/netrc', `${home}/.netrc`)
  execFileSync('chown', ['-R', `${owner.uid}:${owner.gid}`, home])
  return home
}
