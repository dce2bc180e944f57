import {execFileSync} from 'node:child_process'
import {chmodSync, chownSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {discover, type Places} from '../../../src/host/catalog/discover.ts'
import {distrust} from '../../../src/host/catalog/trust.ts'
import {propose} from '../../../src/host/catalog/approve.ts'
import {next} from '../../../src/text/problem.ts'
import {said, settled, stage, uid, write} from './stage.ts'

/** Makes `path` belong to someone who is neither root nor this user: really as root, else by looking with another user's eyes. */
function giveAway(path: string, places: Places): Places {
  if (uid !== 0) return {...places, uid: uid + 1}
  chownSync(path, 12_345, 12_345)
  return places
}

describe('a plugin folder', () => {
  test('that others can write is refused, with the command that mends it', async () => {
    const places = stage()
    const dir = write(places, 'user', 'weather')
    expect((await discover(places)).plugins.size).toBe(1)
    chmodSync(dir, 0o777)
    writeFileSync(join(dir, 'manifest.json'), ' ', {flag: 'a'})
    const {plugins, problems} = await discover(places)
    expect(plugins.size).toBe(0)
    expect(said(problems, places)).toEqual([
      '/user/weather can be written by others, who could change what runs here.',
    ])
    expect(problems.map(next)).toEqual([`Close it: chmod -R go-w ${dir}`])
    execFileSync('sh', ['-c', `chmod -R go-w ${dir}`])
    expect((await discover(places)).plugins.size).toBe(1)
  })

  test('that became writable for others after it passed is listed, but not loaded', async () => {
    const places = stage()
    const dir = write(places, 'user', 'weather')
    await settled()
    await discover(places)
    chmodSync(dir, 0o775)
    expect((await discover(places)).plugins.get('weather')?.load()).toMatchObject({
      problem: {code: 'folder_writable'},
    })
  })

  test('that belongs to someone else is refused', async () => {
    const places = stage()
    const dir = write(places, 'user', 'weather')
    const {plugins, problems} = await discover(giveAway(dir, places))
    expect(plugins.size).toBe(0)
    expect(problems[0]).toMatchObject({code: 'folder_foreign'})
  })

  test('that is a link is refused, wherever it leads', async () => {
    const places = stage()
    const dir = write(places, 'user', 'weather')
    execFileSync('mv', [dir, join(places.root, 'elsewhere')])
    symlinkSync(join(places.root, 'elsewhere'), dir)
    expect(said((await discover(places)).problems, places)).toEqual([
      '/user/weather is a symbolic link; a plugin is a folder of its own.',
    ])
  })

  test('whose manifest is a FIFO, a link or a folder is one problem, at once', async () => {
    const places = stage()
    const make = {
      fifo: (file: string) => execFileSync('mkfifo', [file]),
      folder: (file: string) => mkdirSync(file),
      link: (file: string) => symlinkSync('/etc/passwd', file),
    }
    for (const [name, put] of Object.entries(make)) {
      const file = join(write(places, 'user', name), 'manifest.json')
      rmSync(file)
      put(file)
    }
    expect(said((await discover(places)).problems, places)).toEqual([
      '/user/fifo/manifest.json: it is not a regular file.',
      '/user/folder/manifest.json: it is not a regular file.',
      '/user/link/manifest.json: it is a symbolic link.',
    ])
  })

  test('with control characters in its name cannot draw on the terminal', async () => {
    const places = stage()
    mkdirSync(join(places.folders.user, 'a\u001b[2Jb'))
    expect(said((await discover(places)).problems, places)).toEqual([
      String.raw`/user/a\u{1b}[2Jb/manifest.json: there is none.`,
    ])
  })

  test('of 10 MB of manifest is refused by its size', async () => {
    const places = stage()
    const dir = write(places, 'user', 'weather')
    truncateSync(join(dir, 'manifest.json'), 10 * 1024 * 1024)
    expect(said((await discover(places)).problems, places)).toEqual([
      '/user/weather/manifest.json: it has 10485760 bytes; a manifest has at most 262144.',
    ])
  })
})

test('a folder that is gone, or has become a file, is not trusted', () => {
  const places = stage()
  const dir = write(places, 'user', 'weather')
  expect(distrust(dir, 'user', uid, 'plugin')).toBeUndefined()
  expect(distrust(join(dir, 'run.sh'), 'user', uid, 'plugin')).toMatchObject({code: 'folder_unreadable'})
  expect(distrust(join(dir, 'gone'), 'user', uid, 'plugin')).toMatchObject({code: 'folder_unreadable'})
})

describe('the folder of plugins', () => {
  test('that others can write, or that belongs to someone else, is left out as a whole', async () => {
    const places = stage()
    write(places, 'user', 'weather')
    chmodSync(places.folders.user, 0o777)
    expect((await discover(places)).plugins.size).toBe(0)
    chmodSync(places.folders.user, 0o755)
    expect((await discover(places)).plugins.size).toBe(1)
    const {plugins, problems} = await discover(giveAway(places.folders.user, places))
    expect(plugins.size).toBe(0)
    expect(problems[0]).toMatchObject({code: 'folder_foreign'})
  })

  test('may belong to anyone where it is Parrot that is installed there', async () => {
    const places = stage()
    write(places, 'shipped', 'hello')
    chmodSync(places.folders.shipped, 0o775)
    expect((await discover(giveAway(places.folders.shipped, places))).plugins.size).toBe(1)
    chmodSync(places.folders.shipped, 0o777)
    expect((await discover(places)).plugins.size).toBe(0)
  })

  test('that is a file', async () => {
    const places = stage()
    rmSync(places.folders.user, {recursive: true})
    writeFileSync(places.folders.user, '')
    expect((await discover(places)).problems[0]).toMatchObject({code: 'folder_unreadable'})
  })

  test('of thousands of entries: 2000 are looked at, files and hidden ones are not', async () => {
    const places = stage()
    for (let index = 0; index < 2100; index++)
      mkdirSync(join(places.folders.user, `p${index}`), {mode: 0o755})
    for (let index = 0; index < 50; index++) writeFileSync(join(places.folders.user, `f${index}`), '')
    mkdirSync(join(places.folders.user, '.git'))
    const {problems} = await discover(places)
    expect(problems).toHaveLength(2001)
    expect(problems[0]).toMatchObject({code: 'folder_too_full', params: {most: 2000}})
  })
})

describe('approving', () => {
  test('a folder in which others can write a file, or own one, is refused', async () => {
    const places = stage()
    const dir = write(places, 'user', 'weather')
    expect(await propose(places, 'weather')).toHaveProperty('release')
    writeFileSync(join(dir, 'lib.sh'), '')
    chmodSync(join(dir, 'lib.sh'), 0o666)
    const open = await propose(places, 'weather')
    expect('problems' in open && said(open.problems, places)).toEqual([
      '/user/weather: "lib.sh" can be written by others, who could change what runs here.',
    ])
    chmodSync(join(dir, 'lib.sh'), 0o644)
    if (uid !== 0) return
    chownSync(join(dir, 'lib.sh'), 12_345, 12_345)
    expect(await propose(places, 'weather')).toMatchObject({problems: [{code: 'part_foreign'}]})
  })

  test('a folder with a device, a setuid file or a link that leads out is refused', async () => {
    const places = stage()
    const dir = write(places, 'user', 'weather')
    chmodSync(join(dir, 'run.sh'), 0o4755)
    expect(await propose(places, 'weather')).toMatchObject({
      problems: [{code: 'tree_refused', params: {path: '"run.sh"'}}],
    })
  })
})
