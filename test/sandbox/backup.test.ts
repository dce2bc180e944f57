import {chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {expect, test} from 'vitest'
import type {Job} from '../../src/sandbox/sandbox.ts'
import {describeAsRoot, describeForUsers, type Place} from './runs.ts'

describeAsRoot('sys:backup', (place) => {
  test('reads under its sources what is nobody else’s to read, and nothing beside them', async () => {
    const [sources, beside] = [diary(place, 'sources'), diary(place, 'beside')]
    const path = join(sources, 'closed/diary')
    expect((await place.run(reading(place, path, [sources], []))).stdout).toBe('')
    expect(await place.run(reading(place, path, [sources]))).toMatchObject({
      stdout: 'dear diary',
      level: 'degraded(sys:backup)',
    })
    expect((await place.run(reading(place, join(beside, 'closed/diary'), [sources]))).stdout).toBe('')
  })

  test('the secrets of the machine are part of its backup, those of Parrot are not', async () => {
    expect((await place.run(reading(place, '/etc/shadow', ['/etc'], []))).stdout).toBe('')
    expect((await place.run(reading(place, '/etc/shadow', ['/etc']))).stdout).toContain('root:')
    const sources = diary(place, 'with-parrot')
    const path = join(sources, 'closed/diary')
    const own = [join(sources, 'closed')]
    expect((await place.run(reading(place, path, [sources]), {own})).stdout).toBe('')
  })

  test('nor is the key of another Parrot, in whosever home', async () => {
    const home = mkdtempSync('/home/parrot-test-')
    try {
      for (const [file, content] of Object.entries({'.config/parrot/host.key': 'key', '.ssh/id': 'ssh'})) {
        mkdirSync(join(home, dirname(file)), {recursive: true})
        writeFileSync(join(home, file), content, {mode: 0o600})
      }
      const read = async (file: string) => (await place.run(reading(place, join(home, file), [home]))).stdout
      expect(await read('.ssh/id')).toBe('ssh')
      expect(await read('.config/parrot/host.key')).toBe('')
    } finally {
      rmSync(home, {recursive: true})
    }
  })

  test('one capability for reading, and no way to more', async () => {
    const grants = {sys: ['backup']}
    const {stdout} = await place.run(place.job('says_who_it_is', {grants}))
    for (const set of ['CapPrm', 'CapEff', 'CapBnd']) expect(stdout).toContain(`${set}:\t${capabilities(2)}`)
    const calls = (await place.run(place.job('tries_system_calls', {grants}))).stdout
    for (const refused of ['unshare mount: EPERM', 'remount: EPERM', 'open_by_handle_at: EPERM'])
      expect(calls).toContain(refused)
    expect((await place.run(place.job('writes_sysctl', {grants}))).stdout).toBe('')
    const sources = diary(place, 'read-only')
    expect((await place.run(writing(place, join(sources, 'new'), {read: [sources]}))).code).not.toBe(0)
  })

  test('where it may write it gives files back to whom they belonged, never with a set-id bit', async () => {
    const folder = place.make('restored')
    const write = [folder]
    const {stdout} = await place.run(place.job('says_who_it_is', {grants: {sys: ['backup'], write}}))
    expect(stdout).toContain(`CapEff:\t${capabilities(0, 2, 3)}`)
    expect((await place.run(writing(place, join(folder, 'new'), {write}))).code).toBe(0)
    expect(statSync(join(folder, 'new')).uid).toBe(0)
    const env = {PARROT_INPUT_FOLDER: folder}
    const setIds = await place.run(place.job('sets_ids', {env, grants: {sys: ['backup'], write}}))
    expect(setIds.stdout).not.toMatch(/[42]755: done/)
    const strangers = join(diary(place, 'restored/again'), 'closed/diary')
    expect((await place.run(writing(place, strangers, {write}))).code).not.toBe(0)
  })
})

describeForUsers('sys:backup', (place, who) => {
  test('gives an ordinary user no more than is his', async () => {
    const sources = place.make('own-sources')
    writeFileSync(join(sources, 'mine'), 'mine', {mode: 0o644})
    writeFileSync(join(sources, 'closed'), 'closed', {mode: 0o600})
    chownSync(join(sources, 'closed'), who === 'root' ? 1234 : 0, 0)
    const [mine, closed] = ['mine', 'closed'].map((name) => reading(place, join(sources, name), [sources]))
    expect(await place.run(mine as Job)).toMatchObject({
      stdout: 'mine',
      level: who === 'root' ? 'degraded(sys:backup)' : 'enforced',
    })
    expect((await place.run(closed as Job)).stdout).toBe(who === 'root' ? 'closed' : '')
  })
})

function reading(place: Place, path: string, read: string[], sys = ['backup']): Job {
  return place.job('reads_file', {env: {PARROT_INPUT_PATH: path}, grants: {read, sys}})
}

function writing(place: Place, path: string, grants: Partial<Job['grants']>): Job {
  return place.job('writes_file', {env: {PARROT_INPUT_PATH: path}, grants: {...grants, sys: ['backup']}})
}

/** A folder that holds what only user 1234 may read. */
function diary(place: Place, name: string): string {
  const sources = join(place.folder, name)
  rmSync(sources, {recursive: true, force: true})
  mkdirSync(join(sources, 'closed'), {recursive: true, mode: 0o755})
  writeFileSync(join(sources, 'closed/diary'), 'dear diary', {mode: 0o600})
  for (const path of ['closed/diary', 'closed']) chownSync(join(sources, path), 1234, 1234)
  return sources
}

function capabilities(...bits: number[]): string {
  return bits
    .reduce((all, bit) => all | (1 << bit), 0)
    .toString(16)
    .padStart(16, '0')
}
