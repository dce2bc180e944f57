import {execFileSync, spawn} from 'node:child_process'
import {createHash} from 'node:crypto'
import {once} from 'node:events'
import {
  cpSync,
  existsSync,
  globSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {root} from '../home.ts'
import {emptyHome} from './fixtures.ts'
import {environment, parrot, startParrot} from './program.ts'

/** A copy of the repository to build in. */
function copied(): string {
  const place = join(emptyHome(), 'repository')
  for (const part of ['src', 'plugins', 'scripts', 'package.json', 'tsconfig.json', 'bin']) {
    cpSync(join(root, part), join(place, part), {recursive: true})
  }
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'))
  return place
}

const build = (place: string) =>
  execFileSync(process.execPath, [join(place, 'scripts/build.ts')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** What it made, by content. */
function made(place: string): Record<string, string> {
  const files = globSync(['dist/**/*.{cjs,json}', 'plugins/*/*.cjs'], {cwd: place}).toSorted()
  return Object.fromEntries(
    files.map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(place, file)))
        .digest('hex'),
    ]),
  )
}

test('a build says nothing, is the same anywhere, and touches nothing when nothing changed', () => {
  const [here, there] = [copied(), copied()]
  expect(build(here) + build(there)).toBe('')
  expect(made(here)).toEqual(made(there))
  expect(Object.keys(made(here))).toEqual(
    expect.arrayContaining(['dist/cli.cjs', 'dist/shipped.json', 'plugins/health_check/health_check.cjs']),
  )
  expect(globSync('dist/.staging-*', {cwd: here})).toEqual([])

  const before = globSync('dist/**/*.cjs', {cwd: here}).map((file) => statSync(join(here, file)).mtimeMs)
  build(here)
  expect(globSync('dist/**/*.cjs', {cwd: here}).map((file) => statSync(join(here, file)).mtimeMs)).toEqual(
    before,
  )
})

test('what an older build left is kept for who still runs it, and removed a day later', () => {
  const place = copied()
  build(place)
  const [young, old] = ['young-12345678.cjs', 'old-12345678.cjs'].map((name) =>
    join(place, 'dist/chunks', name),
  ) as [string, string]
  const chunk = join(place, 'plugins/backup/old.cjs')
  const vouched = readFileSync(join(place, 'dist/shipped.json'), 'utf8')
  for (const file of [young, old, chunk]) writeFileSync(file, '')
  for (const file of [old, chunk]) utimesSync(file, 0, 0)
  build(place)
  expect(globSync('dist/chunks/{young,old}-12345678.cjs', {cwd: place})).toEqual([
    'dist/chunks/young-12345678.cjs',
  ])
  expect(existsSync(chunk)).toBe(false)
  expect(readFileSync(join(place, 'dist/shipped.json'), 'utf8')).toBe(vouched)
})

test('an import that is not there stops the build, and what was built before stays', () => {
  const place = copied()
  build(place)
  const before = made(place)
  writeFileSync(join(place, 'src/cli.ts'), "import './gone.ts'\n")
  expect(() => build(place)).toThrow(/gone\.ts/)
  expect(made(place)).toEqual(before)
})

test('programs that run while it is built again end well', async () => {
  const home = emptyHome()
  const running = Array.from({length: 6}, () => startParrot(home, ['can', '--help']))
  const ends = running.map((child) => once(child, 'close'))
  const builder = spawn(process.execPath, [join(root, 'scripts/build.ts')], {env: environment(home)})
  const [status] = await once(builder, 'close')
  expect([status, ...(await Promise.all(ends)).map(([code]) => code)]).toEqual([0, 0, 0, 0, 0, 0, 0])
})

test('the program holds no template engine, and needs none of what was left out', () => {
  const chunks = globSync('dist/chunks/*.cjs', {cwd: root}).map((file) =>
    readFileSync(join(root, file), 'utf8'),
  )
  expect(chunks.some((code) => code.includes('is left out of this build'))).toBe(true)
  expect(chunks.some((code) => code.includes('localsName'))).toBe(false)
  expect(readFileSync(join(root, 'node_modules/ejs/lib/cjs/ejs.js'), 'utf8')).toContain('localsName')
  expect(parrot(emptyHome(), ['--help']).status).toBe(0)
})

test('what every command loads holds none of the libraries that are for a few of them', () => {
  const chunk = (name: string) => {
    const [, file = ''] = new RegExp(`chunks/(${name}-[\\w-]+\\.cjs)`).exec(entry) ?? []
    return readFileSync(join(root, 'dist/chunks', file), 'utf8')
  }
  const entry = readFileSync(join(root, 'dist/cli.cjs'), 'utf8')
  // One static import of a room that uses zod or tar, and every start pays 10 ms and more.
  for (const name of ['app', 'session'])
    for (const mark of ['_zod', 'Unpack', 'parseDocument']) expect(chunk(name), mark).not.toContain(mark)
  const inspect = readdirSync(join(root, 'dist/chunks')).filter((file) => file.startsWith('schema'))
  expect(inspect.some((file) => readFileSync(join(root, 'dist/chunks', file), 'utf8').includes('_zod'))).toBe(
    true,
  )
})
