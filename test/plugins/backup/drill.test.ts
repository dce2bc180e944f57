import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {create} from '../../../plugins/backup/src/embedded/create.ts'
import {drill} from '../../../plugins/backup/src/embedded/drill.ts'
import {newPlace} from './place.ts'

async function saved() {
  const place = newPlace()
  for (let n = 0; n < 30; n++) place.put(`${n}`, `content of ${n}`)
  place.put('large', Buffer.alloc(20_000_000, 'large'))
  const {archive = ''} = await create(place.job, place.options)
  const scratch = join(place.root, 'scratch')
  mkdirSync(scratch)
  return {...place, scratch, archive}
}

describe('drill', () => {
  test('restores a sample, compares it and leaves nothing behind', async () => {
    const {job, scratch} = await saved()
    mkdirSync(join(scratch, 'drill-killed'))
    expect(await drill(job, {sample: 5, scratch})).toMatchObject({
      sampled: 5,
      sameAsSource: 5,
      differentCount: 0,
    })
    expect(await drill(job, {sample: 500, scratch})).toMatchObject({
      sampled: 31,
      sameAsSource: 31,
      differentCount: 0,
    })
    expect(await drill({...job, dryRun: true}, {sample: 5, scratch})).toMatchObject({
      sampled: 5,
      sameAsSource: 0,
    })
    expect(readdirSync(scratch)).toEqual(['.drill.guard'])
  })

  test('says what has changed since, and finds a source whose bytes changed by themselves', async () => {
    const {job, scratch, source} = await saved()
    appendFileSync(join(source, '1'), 'more')
    rmSync(join(source, '2'))
    const rotten = join(source, '3')
    const {atime, mtimeMs} = statSync(rotten)
    writeFileSync(rotten, 'cOntent of 3')
    utimesSync(rotten, atime, mtimeMs / 1000)
    const {different, ...drilled} = await drill(job, {sample: 500, scratch})
    expect(drilled).toMatchObject({sampled: 31, sameAsSource: 28, changedSince: 2, differentCount: 1})
    expect(different).toEqual([{path: rotten, why: expect.stringContaining('its source has other bytes')}])
  })

  test('finds what cannot be restored', async () => {
    const {job, scratch, dir, archive} = await saved()
    const bytes = readFileSync(join(dir, archive))
    bytes[100] = (bytes[100] ?? 0) ^ 1
    writeFileSync(join(dir, archive), bytes)
    const {differentCount, different} = await drill(job, {sample: 500, scratch})
    expect([differentCount > 0, different[0]?.why]).toEqual([
      true,
      expect.stringContaining('could not be restored'),
    ])
  })

  test('every file comes to be drilled', async () => {
    const {job, put, options, root} = newPlace()
    for (let n = 1; n <= 6; n++) put(`${n}`, 'x'.repeat(n))
    await create(job, options)
    const seen = new Set<number>()
    for (let round = 0; round < 200 && seen.size < 6; round++)
      seen.add((await drill(job, {sample: 1, scratch: root})).bytes)
    expect(seen.size).toBe(6)
  })
})
