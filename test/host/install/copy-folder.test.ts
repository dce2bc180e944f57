import fs, {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {syncBuiltinESMExports} from 'node:module'
import {basename, join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {copyFolder} from '../../../src/host/install/copy-folder.ts'
import {newHome} from '../../home.ts'

/** A plugin's folder of somebody else, and a folder that only who installs it can read. */
function scene() {
  const {home} = newHome({
    'weather/manifest.json': {},
    'weather/a/readme': {},
    'weather/b/c/readme': {},
    'private/id_rsa': 'SECRET',
    'private/c/id_rsa': 'SECRET',
  })
  const staging = join(home, 'staging')
  mkdirSync(staging)
  const exchange = (folder: string) => {
    renameSync(join(home, 'weather', folder), join(home, 'was'))
    symlinkSync(join(home, 'private'), join(home, 'weather', folder))
  }
  const copy = (throwIfAborted = () => {}) =>
    copyFolder(
      {kind: 'folder', path: join(home, 'weather'), text: 'weather'},
      {
        env: {},
        root: '',
        registry: undefined,
        entries: 1000,
        bytes: 1e9,
        staging,
        signal: {...new AbortController().signal, throwIfAborted},
      },
    )
  const copied = () =>
    globSync('**', {cwd: staging, withFileTypes: true})
      .filter((entry) => entry.isFile())
      .map(({parentPath, name}) => join(parentPath, name))
  return {home, staging, exchange, copy, copied}
}

/** Has `then` happen once, right after lstat(2) said what `name` is. */
function afterLookAt(name: string, then: () => void): void {
  const {lstatSync} = fs
  const restore = () => {
    fs.lstatSync = lstatSync
    syncBuiltinESMExports()
  }
  onTestFinished(restore)
  fs.lstatSync = ((path: fs.PathLike, ...rest: []) => {
    const stats = lstatSync(path, ...rest)
    if (!String(path).endsWith(`/${name}`)) return stats
    restore()
    then()
    return stats
  }) as typeof lstatSync
  syncBuiltinESMExports()
}

test.each(['a', 'b', 'b/c'])(
  'a folder that becomes a link once it was looked at is not gone through: %s',
  async (folder) => {
    const {exchange, copy, copied} = scene()
    afterLookAt(basename(folder), () => exchange(folder))
    expect(await copy()).toMatchObject({problems: [{code: 'tree_refused', params: {path: `"${folder}"`}}]})
    expect(copied().map((file) => readFileSync(file, 'utf8'))).not.toContain('SECRET')
  },
)

test.each(['a', 'b', 'b/c'])(
  'nor one that becomes a link between being listed and being copied: %s',
  async (folder) => {
    const {home, exchange, copy, copied} = scene()
    const once = () => existsSync(join(home, 'was')) || exchange(folder)
    expect(await copy(once)).toMatchObject({problems: [{code: 'plugin_changed'}]})
    expect(copied().map((file) => readFileSync(file, 'utf8'))).not.toContain('SECRET')
  },
)

test('nor the folder itself, which is held from the beginning', async () => {
  const {home, copy, copied} = scene()
  afterLookAt('a', () => {
    renameSync(join(home, 'weather'), join(home, 'was'))
    symlinkSync(join(home, 'private'), join(home, 'weather'))
  })
  expect(await copy()).toHaveProperty('dir')
  expect(
    copied()
      .map((file) => file.replace(/.*\/plugin\//, ''))
      .toSorted(),
  ).toEqual(['a/readme', 'b/c/readme', 'manifest.json'])
})

test('a link in it stays one, and what a hundred others hold open is closed again', async () => {
  const {home, staging, copy} = scene()
  symlinkSync('../manifest.json', join(home, 'weather/a/link'))
  for (let depth = 0, at = join(home, 'weather/a'); depth < 100; depth++) {
    at = join(at, 'd')
    mkdirSync(at)
    writeFileSync(join(at, 'f'), '')
  }
  const open = () => fs.readdirSync('/proc/self/fd').length
  const before = open()
  expect(await copy()).toHaveProperty('dir')
  expect(open()).toBe(before)
  expect(fs.readlinkSync(join(staging, 'plugin/a/link'))).toBe('../manifest.json')
  const all = (dir: string) => globSync('**', {cwd: dir}).toSorted()
  expect(all(join(staging, 'plugin'))).toEqual(all(join(home, 'weather')))
})
