import {chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {needs} from '../needs.ts'
import {approve} from '../terminal/fixtures.ts'
import {parrot} from '../terminal/program.ts'
import {given, run, set} from './given.ts'

/** A folder that everybody may read, with these files of five million bytes. */
function measured(...files: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-measured-'))
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}))
  chmodSync(folder, 0o755)
  for (const file of files) grow(folder, file)
  return folder
}

function grow(folder: string, file: string): void {
  mkdirSync(join(folder, file, '..'), {recursive: true})
  writeFileSync(join(folder, file), Buffer.alloc(5_000_000, 1))
}

function approved(folder: string): string {
  const home = given('disk_growth')
  set(home, 'disk_growth', 'FOLDER', folder)
  expect(approve(home, 'disk_growth').status).toBe(0)
  return home
}

type Folder = {readonly name: string; readonly grew: number}

const rounded = ({output}: {readonly output: Record<string, unknown>}) =>
  Object.fromEntries(
    (output['folders'] as readonly Folder[]).map(({name, grew}) => [name, Math.round(grew / 1_000_000)]),
  )

needs('bwrap', 'apt-get install bubblewrap')('disk_growth', () => {
  test('needs its folder, and to be approved again for another one', async () => {
    const home = given('disk_growth')
    const refused = parrot(home, ['plugin', 'approve', 'disk_growth', '--accept', 'f'.repeat(32)])
    expect(refused).toMatchObject({status: 2, stderr: expect.stringContaining('FOLDER')})
    set(home, 'disk_growth', 'FOLDER', measured('photos/one'))
    expect(approve(home, 'disk_growth').status).toBe(0)
    expect(await run(home, ['disk_growth'])).toMatchObject({
      status: 0,
      level: 'enforced',
      output: {line: '1 folders, measured for the first time'},
    })
    set(home, 'disk_growth', 'FOLDER', '/var/log')
    expect(await run(home, ['disk_growth'])).toMatchObject({status: 75, outcome: 'needs_approval'})
  })

  test('what is new grew by all of it, also a file of no folder; what is gone shrank by all of it', async () => {
    const folder = measured('photos/one', 'films/one')
    const home = approved(folder)
    expect(rounded(await run(home, ['disk_growth']))).toEqual({'.': 0, photos: 0, films: 0})
    grow(folder, 'photos/two')
    grow(folder, 'new/one')
    grow(folder, 'loose')
    rmSync(join(folder, 'films'), {recursive: true})
    const second = await run(home, ['disk_growth', '--most', '14000000'])
    expect(second).toMatchObject({status: 3, outcome: 'findings'})
    expect(rounded(second)).toEqual({'.': 5, photos: 5, new: 5, films: -5})
    const third = await run(home, ['disk_growth', '--most', '1'])
    expect(third).toMatchObject({status: 0, outcome: 'ok'})
    expect(rounded(third)).toEqual({'.': 0, photos: 0, new: 0})
  })

  test('the first folder in one that was empty is growth', async () => {
    const folder = measured()
    const home = approved(folder)
    await run(home, ['disk_growth'])
    grow(folder, 'new/one')
    expect(rounded(await run(home, ['disk_growth']))).toEqual({'.': 0, new: 5})
  })

  test('two names of one file are one file, and a folder that may not be read is named', async () => {
    const folder = measured('a/one', 'closed/one')
    const home = approved(folder)
    await run(home, ['disk_growth'])
    linkSync(join(folder, 'a/one'), join(folder, 'a/same'))
    chmodSync(join(folder, 'closed'), 0)
    const {output} = await run(home, ['disk_growth'])
    chmodSync(join(folder, 'closed'), 0o700)
    expect(output['unread']).toEqual([`${join(folder, 'closed')}: Permission denied`])
    expect(rounded({output})['a']).toBe(0)
  })
})
