import {execFileSync, spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {create} from '../../../plugins/backup/src/embedded/create.ts'
import {restore} from '../../../plugins/backup/src/embedded/restore.ts'
import {Spool} from '../../../plugins/backup/src/embedded/spool.ts'
import {verify} from '../../../plugins/backup/src/embedded/verify.ts'
import {needs} from '../../needs.ts'
import {newPlace, optionsFor} from './place.ts'

const whole = {only: [], overwrite: false}

/** What users of a machine can make in their folders, and what becomes of the others' files then. */
test('a tree deeper than any path leaves an archive that can be read, and is named', async () => {
  const {source, below, put, job, options} = newPlace()
  const precious = put('z-precious', 'precious')
  const name = 'd'.repeat(250)
  execFileSync('bash', ['-c', `for at in {1..300}; do mkdir ${name} && cd -P ${name}; done; > leaf`], {
    cwd: source,
  })
  const {missing, missingCount} = await create(job, options)
  expect({missingCount, missing}).toMatchObject({
    missingCount: 1,
    missing: [{why: expect.stringContaining('too long a path') as string}],
  })
  expect(missing[0]?.path.startsWith(join(source, name, name))).toBe(true)
  expect((await verify(job, {archive: undefined, all: false})).archives).toMatchObject([{damagedCount: 0}])
  const {folder, failedCount} = await restore(job, {archive: undefined, into: undefined, below, ...whole})
  expect({failedCount, precious: readFileSync(join(folder, precious), 'utf8')}).toEqual({
    failedCount: 0,
    precious: 'precious',
  })
})

needs('setfattr', 'apt-get install attr')('in memory', () => {
  test('files with more attributes, or of a larger size, than an archive can say leave one that can be read', async ({
    skip,
  }) => {
    const {below, job} = newPlace()
    const source = mkdtempSync('/dev/shm/parrot-odd-')
    onTestFinished(() => rmSync(source, {recursive: true, force: true}))
    const [file, folder, endless] = ['file', 'folder', 'endless'].map((name) => join(source, name)) as [
      string,
      string,
      string,
    ]
    writeFileSync(file, 'precious')
    mkdirSync(folder)
    const value = 'x'.repeat(60_000)
    for (const path of [file, folder])
      for (let at = 0; at < 40; at++)
        if (spawnSync('setfattr', ['-n', `user.a${at}`, '-v', value, path]).status !== 0)
          skip('this kernel keeps no such attributes in memory')
    writeFileSync(endless, '')
    execFileSync('bash', ['-c', 'truncate -s 8191P "$1"', 'bash', endless])
    const {missing} = await create(job, optionsFor(source))
    expect(missing).toEqual([
      {path: endless, why: 'it says that it is larger than any disk'},
      {path: file, why: 'a part of it: it has too many extended attributes'},
      {path: folder, why: 'a part of it: it has too many extended attributes'},
    ])
    truncateSync(endless, 0)
    expect((await verify(job, {archive: undefined, all: false})).archives).toMatchObject([{damagedCount: 0}])
    const {folder: back} = await restore(job, {archive: undefined, into: undefined, below, ...whole})
    expect(readFileSync(join(back, file), 'utf8')).toBe('precious')
  })
})

test('a list of files that could not be read again is not finished', () => {
  const {root} = newPlace()
  const spool = new Spool(join(root, 'lines'), false, 1000)
  spool.add('x'.repeat(1000))
  expect(() => {
    spool.add('x')
    spool.end()
  }).toThrow('too long for one archive')
  spool.close()
})
