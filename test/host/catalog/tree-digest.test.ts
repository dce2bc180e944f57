import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  truncateSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {beforeEach, describe, expect, onTestFinished, test} from 'vitest'
import {treeDigest} from '../../../src/host/catalog/tree-digest.ts'
import {readTree} from '../../../src/host/catalog/tree.ts'
import {says} from '../../../src/text/problem.ts'
import {seeded} from '../../seeded.ts'
import {copyOf} from './stage.ts'

let dir = ''

beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), 'tree-'))
  onTestFinished(() => rmSync(root, {recursive: true, force: true}))
  dir = join(root, 'plugin')
  mkdirSync(join(dir, 'lib'), {recursive: true})
  writeFileSync(join(dir, 'run.sh'), 'echo hello\n', {mode: 0o755})
  writeFileSync(join(dir, 'lib/a.js'), 'a', {mode: 0o644})
  symlinkSync('../run.sh', join(dir, 'lib/run'))
})

const digest = async (folder = dir) => {
  const found = await treeDigest(folder)
  return 'digest' in found ? found.digest : says(found.problem).replace(folder, '')
}

test('is what a few lines of anyone else make of the same folder', async () => {
  const sha512 = (text: string) => createHash('sha512').update(text)
  const rows = [
    'd\t-\tlib',
    `f\tx\trun.sh\t11\t${sha512('echo hello\n').digest('hex')}`,
    `f\t-\tlib/a.js\t1\t${sha512('a').digest('hex')}`,
    'l\t-\tlib/run\t../run.sh',
  ]
  expect(await digest()).toBe(`sha512-${sha512(rows.toSorted().join('\n')).digest('base64')}`)
})

test('is the same for a copy elsewhere, made at another time by another umask', async () => {
  const before = await digest()
  const copy = copyOf(dir, 'copy')
  utimesSync(join(copy, 'run.sh'), 1, 1)
  chmodSync(join(copy, 'lib/a.js'), 0o600)
  chmodSync(join(copy, 'lib'), 0o700)
  expect(await digest(copy)).toBe(before)
})

test.for([
  ['a byte changes', () => writeFileSync(join(dir, 'lib/a.js'), 'b')],
  ['a byte is added', () => writeFileSync(join(dir, 'lib/a.js'), 'a\n')],
  ['a file is added', () => writeFileSync(join(dir, 'new'), '')],
  ['an empty folder is added', () => mkdirSync(join(dir, 'new'))],
  ['a hidden file is added', () => writeFileSync(join(dir, '.env'), '')],
  ['a file is removed', () => rmSync(join(dir, 'lib/a.js'))],
  ['a file is renamed', () => renameSync(join(dir, 'lib/a.js'), join(dir, 'lib/b.js'))],
  ['a file gets an x-bit', () => chmodSync(join(dir, 'lib/a.js'), 0o755)],
  ['a file loses its x-bit', () => chmodSync(join(dir, 'run.sh'), 0o644)],
  [
    'a link leads elsewhere',
    () => {
      rmSync(join(dir, 'lib/run'))
      symlinkSync('a.js', join(dir, 'lib/run'))
    },
  ],
  [
    'a link becomes the file it led to',
    () => {
      rmSync(join(dir, 'lib/run'))
      writeFileSync(join(dir, 'lib/run'), 'echo hello\n', {mode: 0o755})
    },
  ],
] as const)('changes when %s', async ([, change]) => {
  const before = await digest()
  change()
  expect(await digest()).not.toBe(before)
  expect(await digest()).toMatch(/^sha512-/)
})

test('two folders that differ have two digests: 300 of a few names, kinds, bits and contents', async () => {
  const random = seeded('trees')
  const seen = new Map<string, string>()
  for (let round = 0; round < 300; round++) {
    const tree = join(dir, '..', `t${round}`)
    const content = grow(tree, random.below)
    const found = await digest(tree)
    expect(seen.get(found) ?? content).toBe(content)
    seen.set(found, content)
  }
  expect(seen.size).toBeGreaterThan(100)
})

describe('is not given, and the place is named, for', () => {
  test.for([
    [
      'a link out of it',
      () => symlinkSync('../../etc', join(dir, 'lib/out')),
      ': "lib/out": it is a link that leaves the folder.',
    ],
    [
      'an absolute link',
      () => symlinkSync(join(dir, 'run.sh'), join(dir, 'lib/out')),
      ': "lib/out": it is a link that leaves the folder.',
    ],
    [
      'a link out of it through another',
      () => {
        mkdirSync(join(dir, 'x/y'), {recursive: true})
        symlinkSync('../..', join(dir, 'x/y/up'))
        symlinkSync('x/y/up/../plugin2', join(dir, 'out'))
        mkdirSync(`${dir}2`)
      },
      ': "out": it is a link that leaves the folder.',
    ],
    [
      'a FIFO',
      () => execFileSync('mkfifo', [join(dir, 'fifo')]),
      ': "fifo": it is neither a folder nor a file.',
    ],
    ['a setuid file', () => chmodSync(join(dir, 'run.sh'), 0o4755), ': "run.sh": it is setuid or setgid.'],
    ['a setgid file', () => chmodSync(join(dir, 'run.sh'), 0o2755), ': "run.sh": it is setuid or setgid.'],
    [
      'a control character in a name',
      () => writeFileSync(join(dir, 'a\nb'), ''),
      String.raw`: "a\u{a}b": its name has invisible characters.`,
    ],
    [
      'a name that is not UTF-8',
      () => writeFileSync(Buffer.concat([Buffer.from(`${dir}/`), Buffer.from([0xff])]), ''),
      ': "\ufffd": its name has invisible characters.',
    ],
    [
      'a link to a name with control characters',
      () => {
        symlinkSync('run.sh\u001b', join(dir, 'odd'))
      },
      ': "odd": it is a link to a name with invisible characters.',
    ],
    [
      'names that differ in case only',
      () => {
        writeFileSync(join(dir, 'README'), '')
        writeFileSync(join(dir, 'readme'), '')
      },
      /: "(README|readme)": another name here differs from it in case only\.$/,
    ],
    [
      'names that differ in their Unicode form only',
      () => {
        writeFileSync(join(dir, 'caf\u00e9'), '')
        writeFileSync(join(dir, 'cafe\u0301'), '')
      },
      /: "caf.+": another name here differs from it in case only\.$/,
    ],
    [
      'a path of more than 1000 characters',
      () => mkdirSync(join(dir, ...Array.from({length: 6}, () => 'x'.repeat(200))), {recursive: true}),
      /its path has more than 1000 characters\.$/,
    ],
    [
      'more than 512 MiB',
      () => {
        writeFileSync(join(dir, 'big'), '')
        truncateSync(join(dir, 'big'), 600 * 1024 * 1024)
      },
      ': "big": there are more than 536870912 bytes.',
    ],
  ] as const)('%s', async ([, spoil, expected]) => {
    expect(await digest()).toMatch(/^sha512-/)
    spoil()
    const wanted = typeof expected === 'string' ? new RegExp(`^${RegExp.escape(expected)}$`) : expected
    expect(await digest()).toMatch(wanted)
  })

  test('a link to a name that the system does not take: its own words would name the place once more', async () => {
    symlinkSync('x'.repeat(300), join(dir, 'lib/long'))
    expect(await digest()).toBe(': "lib/long": ENAMETOOLONG.')
  })

  test('a link that leads nowhere', async () => {
    symlinkSync('missing', join(dir, 'lib/nowhere'))
    expect(await digest()).toMatch(/^: "lib\/nowhere": it is not there \(ENOENT\)/)
  })

  test('more than 20,000 entries', async () => {
    for (let index = 0; index < 100; index++) mkdirSync(join(dir, `d${index}`))
    writeFileSync(join(dir, 'd0/f'), '')
    for (let index = 0; index < 20_000; index++)
      linkSync(join(dir, 'd0/f'), join(dir, `d${index % 100}/f${index}`))
    expect(await digest()).toMatch(/there are more than 20000 entries\.$/)
  })

  test('a folder that is a file, a link or missing', async () => {
    expect(await digest(join(dir, 'run.sh'))).toBe(': .: it is not a folder.')
    symlinkSync(dir, `${dir}-link`)
    expect(await digest(`${dir}-link`)).toBe(': .: it is not a folder.')
    expect(await digest(join(dir, 'missing'))).toMatch(/ENOENT/)
  })
})

test('a file of 20 MiB is read in pieces, and other work goes on meanwhile', async () => {
  writeFileSync(join(dir, 'a'), Buffer.alloc(20 * 1024 * 1024, 1))
  writeFileSync(join(dir, 'b'), Buffer.alloc(20 * 1024 * 1024, 2))
  let others = 0
  const timer = setInterval(() => others++, 0)
  onTestFinished(() => clearInterval(timer))
  expect(await digest()).toMatch(/^sha512-/)
  expect(others).toBeGreaterThan(0)
})

test('a file that changes or goes between being found and being read is no digest', async () => {
  const {digestOf} = await import('../../../src/host/catalog/tree-digest.ts')
  const tree = readTree(dir)
  if ('problem' in tree) throw new Error('no tree')
  writeFileSync(join(dir, 'lib/a.js'), 'other')
  expect(await digestOf(tree)).toMatchObject({
    problem: {params: {path: '"lib/a.js"', cause: 'it changed while it was read'}},
  })
  rmSync(join(dir, 'lib/a.js'))
  expect(await digestOf(tree)).toMatchObject({problem: {params: {path: '"lib/a.js"'}}})
})

/** Writes a small random folder and says what is in it. */
function grow(folder: string, below: (limit: number) => number): string {
  mkdirSync(folder)
  const rows = ['a', 'b', 'a b', 'b a'].slice(below(4)).map((name) => {
    const [kind, content] = [below(3), ['', 'x', 'x\ny', 'b'][below(4)] ?? '']
    if (kind === 0) mkdirSync(join(folder, name))
    else if (kind === 1) writeFileSync(join(folder, name), content, {mode: content === 'x' ? 0o755 : 0o644})
    else symlinkSync('.', join(folder, name))
    return [name, kind, kind === 1 ? content : '']
  })
  return JSON.stringify(rows.map(String).toSorted())
}
