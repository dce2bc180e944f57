import {copyFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {openArchive} from '../../../plugins/backup/src/embedded/archive.ts'
import {create} from '../../../plugins/backup/src/embedded/create.ts'
import {list} from '../../../plugins/backup/src/embedded/list.ts'
import {restore} from '../../../plugins/backup/src/embedded/restore.ts'
import {drill} from '../../../plugins/backup/src/embedded/drill.ts'
import {verify} from '../../../plugins/backup/src/embedded/verify.ts'
import {randomFrom} from '../../scripts/random.ts'
import {seedOf} from '../../soak.ts'
import {forge} from './hostile.ts'
import {newPlace} from './place.ts'

const seed = seedOf(250_305)
const random = randomFrom(seed)

describe('verify', () => {
  test('finds nothing in thousands of small files, which lie across the frames as it happens', async () => {
    const {put, job, options} = newPlace()
    for (let n = 0; n < 3000; n++) put(`${n % 50}/${n}`, Buffer.alloc(Math.floor(random() * 9000), `${n}`))
    // The last one ends where its frame ends.
    put('zz', '')
    const {entries} = await create(job, options)
    expect(await verify(job, {all: false})).toMatchObject({archives: [{entries, damagedCount: 0}]})
  })

  test(`finds one changed byte wherever it is (seed ${seed})`, async () => {
    const {dir, put, job, options} = newPlace()
    for (let n = 0; n < 50; n++) put(`${n}`, Buffer.from(Array.from({length: 300}, () => random() * 256)))
    const {archive = ''} = await create(job, options)
    const file = join(dir, archive)
    const good = readFileSync(file)
    const ends = [0, 1, 4, 5, 8, good.length - 1, good.length - 5, good.length - 9, good.length - 17]
    const places = [...ends, ...Array.from({length: 300}, () => Math.floor(random() * good.length))]
    const unseen: number[] = []
    for (const at of places) {
      const bad = Buffer.from(good)
      bad[at] = (bad[at] ?? 0) ^ (1 << Math.floor(random() * 8))
      writeFileSync(file, bad)
      const {archives} = await verify(job, {all: true})
      if (archives[0]?.damagedCount === 0) unseen.push(at)
    }
    expect(unseen).toEqual([])
    writeFileSync(file, good)
    expect(await verify(job, {all: true})).toMatchObject({archives: [{damagedCount: 0}]})
  })

  test('finds a changed byte in each frame of a manifest that takes several', async () => {
    const {dir, put, job, options} = newPlace()
    const deep = Array.from({length: 14}, (_, n) => `${n}`.padEnd(250, 'x')).join('/')
    for (let n = 0; n < 600; n++) put(`${deep}/${n}`)
    const {archive = ''} = await create(job, options)
    const {starts, frames, trailer, close} = await openArchive(dir, archive)
    close()
    const first = trailer.manifest.frame
    expect(frames.length - first).toBeGreaterThan(2)
    const good = readFileSync(join(dir, archive))
    for (const [at, start] of starts.entries()) {
      if (at < first) continue
      const bad = Buffer.from(good)
      const place = start + Math.floor((frames[at]?.packed ?? 0) / 2)
      bad[place] = (bad[place] ?? 0) ^ 1
      writeFileSync(join(dir, archive), bad)
      const {archives} = await verify(job, {all: true})
      expect([at, archives[0]?.damagedCount]).toEqual([at, 1])
    }
    writeFileSync(join(dir, archive), good)
    expect(await verify(job, {all: true})).toMatchObject({archives: [{damagedCount: 0}]})
  })

  test(`takes no archive that was cut off for a whole one (seed ${seed})`, async () => {
    const {dir, put, job, options} = newPlace()
    put('x', Buffer.from(Array.from({length: 3000}, () => random() * 256)))
    const {archive = ''} = await create(job, options)
    const file = join(dir, archive)
    const good = readFileSync(file)
    for (const length of [
      0,
      1,
      8,
      9,
      17,
      good.length - 1,
      ...Array.from({length: 60}, () => random() * good.length),
    ]) {
      writeFileSync(file, good.subarray(0, Math.floor(length)))
      const {archives} = await list(job)
      expect(archives[0]).toMatchObject({state: 'damaged', why: expect.stringMatching(/./)})
      await expect(verify(job, {archive, all: false})).rejects.toThrow(archive)
    }
  })

  test('a damaged frame spoils what lies in it and nothing else, and the rest is restored', async () => {
    const {dir, below, put, job, options} = newPlace()
    for (let n = 0; n < 12; n++)
      put(`${n}`.padStart(2, '0'), Buffer.from(Array.from({length: 1_500_000}, () => random() * 256)))
    const {archive = ''} = await create(job, options)
    const open = await openArchive(dir, archive)
    open.close()
    const bytes = readFileSync(join(dir, archive))
    const middle = (open.starts[1] ?? 0) + 1000
    bytes[middle] = (bytes[middle] ?? 0) ^ 1
    writeFileSync(join(dir, archive), bytes)
    const {archives} = await verify(job, {all: false})
    const damaged = archives[0]?.damaged.map(({path}) => path.slice(-2)) ?? []
    expect(damaged.length).toBeGreaterThan(0)
    expect(damaged.length).toBeLessThan(8)
    const {failed, folder} = await restore(job, {below, only: [], overwrite: false})
    expect(failed.map(({path}) => path.slice(-2))).toEqual(damaged)
    const there = (name: string) =>
      statSync(join(folder, options.sources[0] ?? '', name), {throwIfNoEntry: false})
    const lost = Array.from({length: 12}, (_, n) => `${n}`.padStart(2, '0')).filter((name) => !there(name))
    expect(lost).toEqual(damaged)
  })

  test('an archive that says another thing than its manifest is none of ours', async () => {
    const {dir, job} = newPlace()
    const [other, more, unknown] = [
      await forge(dir, [{path: 'a', content: 'x', really: {path: 'b'}}]),
      await forge(dir, [{path: 'a', content: 'x', sha256: '0'.repeat(64)}]),
      await forge(dir, [], '{"path": "a", "type": "device"}\n'),
    ]
    const reasons = async (archive: string) => (await verify(job, {archive, all: false})).archives[0]?.damaged
    expect(await reasons(other)).toMatchObject([
      {why: 'the archive says something else of it than the manifest'},
    ])
    expect(await reasons(more)).toMatchObject([{why: 'its bytes are others than were saved'}])
    expect(await reasons(unknown)).toMatchObject([
      {why: expect.stringContaining('its manifest is not one of ours')},
    ])
  })

  test('without an archive there is nothing to verify, and it says so', async () => {
    const {dir, put, job, options} = newPlace()
    await expect(verify(job, {all: false})).rejects.toMatchObject({
      next: 'make one: parrot backup create',
    })
    await expect(verify(job, {archive: '../../etc/passwd', all: false})).rejects.toThrow(
      'no name of an archive',
    )
    put('x')
    const {archive = ''} = await create(job, options)
    const later = 'backup-20990101T000000000Z.tar.zst'
    copyFileSync(join(dir, archive), join(dir, later))
    truncateSync(join(dir, later), 100)
    // The newest that is whole is read, and that a newer one is not is said.
    const newer = {archive: later, damagedCount: 1}
    expect(await verify(job, {all: false})).toMatchObject({archives: [newer, {archive, damagedCount: 0}]})
    const drilled = await drill(job, {sample: 5, scratch: dir})
    expect(drilled).toMatchObject({archive, sampled: 1, differentCount: 0, damaged: [{path: later}]})
    expect((await verify(job, {all: true})).archives.map(({damagedCount}) => damagedCount)).toEqual([1, 0])
    rmSync(join(dir, archive))
    // One that is there and damaged is a finding, and no reason to say that there is none.
    expect(await verify(job, {all: false})).toMatchObject({archives: [{archive: later, damagedCount: 1}]})
    expect(await drill(job, {sample: 5, scratch: dir})).toMatchObject({
      archive: later,
      sampled: 0,
      differentCount: 0,
      damaged: [{path: later}],
    })
  })
})
