import {spawnSync} from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import {randomBytes} from 'node:crypto'
import type {NonSharedBuffer} from 'node:buffer'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {bundlePlugin} from '../../scripts/bundle-plugin.ts'

/** Files of this repository's own dependencies, and large ones: every other one of random bytes, as photos are, and of text; 0 for none. */
const small = 10_000
const largeBytes = Number(process.argv[2] ?? 2e9)
const rounds = Number(process.argv[3] ?? 3)

/** What it takes Node to read and hash the same files, with nothing else; sha256sum(1) may be without the processor's instructions for it. */
const hashing = `const fs = require('fs'), {createHash} = require('crypto'), b = Buffer.allocUnsafe(1 << 22)
  for (const f of fs.readdirSync(process.argv[1], {recursive: true, withFileTypes: true})) {
    if (!f.isFile()) continue
    const fd = fs.openSync(f.parentPath + '/' + f.name), h = createHash('sha256')
    for (let n; (n = fs.readSync(fd, b)) > 0;) h.update(b.subarray(0, n))
    h.digest('hex'); fs.closeSync(fd) }`

const root = mkdtempSync(join(process.env['PARROT_BENCH'] ?? tmpdir(), 'bench-backup-'))
const [source, dir, below] = ['source', 'archives', 'restored'].map((name) => join(root, name)) as [
  string,
  string,
  string,
]
for (const folder of [source, dir, below]) mkdirSync(folder)
try {
  fill()
  const program = await built()
  const create = {sources: [source], excludes: [], oneFileSystem: true, level: 3, ignoreSpace: false}
  const step = (command: string, options: object) => [
    'node',
    process.execPath,
    program,
    JSON.stringify([{command, dir, options}]),
  ]
  const sums = 'find "$1" -type f -print0 | xargs -0 sha256sum > /dev/null'
  const tar = (what: string, ...args: string[]) => ['sh', 'sh', '-c', what, 'sh', ...args]
  const nothing = ['node', process.execPath, program, '[]']
  const figures = {
    tar: [],
    start: [],
    create: [],
    verify: [],
    sha256: [],
    sha256sum: [],
    unpack: [],
    restore: [],
  } as Record<string, Figure[]>
  for (let round = 0; round < rounds; round++) {
    empty(dir, below)
    note(
      'tar',
      tar('tar -C / -cf - "$1" | zstd -q -3 > "$2" && sync "$2"', source.slice(1), join(dir, 'tar.zst')),
    )
    note('unpack', tar('zstd -dcq "$1" | tar -xf - -C "$2" && sync -f "$2"', join(dir, 'tar.zst'), below))
    empty(dir, below)
    note('start', nothing)
    note('create', step('create', create))
    note('verify', step('verify', {all: false}))
    note('sha256sum', tar(sums, source))
    note('sha256', ['node', process.execPath, '-e', hashing, source])
    note('restore', step('restore', {below, only: [], overwrite: false}))
  }
  say('create', 'tar', 1.3)
  say('verify', 'sha256sum', 1.25)
  say('verify', 'sha256', 1.25)
  say('restore', 'unpack')

  function note(name: string, words: readonly string[]): void {
    figures[name]?.push(timed(words))
  }

  function say(name: string, base: string, bound?: number): void {
    const [ours, theirs] = [middle(figures[name] ?? []), middle(figures[base] ?? [])]
    const ratio = ours.seconds / theirs.seconds
    const {seconds: start} = middle(figures['start'] ?? [])
    const rest = `${((ours.seconds - start) / theirs.seconds).toFixed(2)} × without its start, ${start.toFixed(2)} s`
    const verdict = bound === undefined ? '' : `, bound ${bound} ${ratio <= bound ? '✓' : '✗'}`
    const memory = `${ours.megabytes.toFixed(0)} MB${bound === undefined ? '' : `, bound 150 ${ours.megabytes <= 150 ? '✓' : '✗'}`}`
    const cpu = `CPU ${ours.cpu.toFixed(2)} s to ${theirs.cpu.toFixed(2)} s`
    process.stdout.write(
      `${name.padEnd(8)} ${ours.seconds.toFixed(2)} s (${ours.spread}), ${ratio.toFixed(2)} × ${base} (${theirs.seconds.toFixed(2)} s, ${theirs.spread})${verdict}, ${rest}; ${cpu}; ${memory}\n`,
    )
  }
} finally {
  rmSync(root, {recursive: true, force: true})
}

type Figure = {readonly seconds: number; readonly cpu: number; readonly megabytes: number}

/** The median of interleaved rounds, and how far they lie apart. */
function middle(all: readonly Figure[]): Figure & {readonly spread: string} {
  const sorted = all.toSorted((a, b) => a.seconds - b.seconds)
  const [first, one, last] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)]
  if (first === undefined || one === undefined || last === undefined) throw new Error('no rounds')
  const spread = `${first.seconds.toFixed(2)}–${last.seconds.toFixed(2)}`
  return {...one, spread, megabytes: Math.max(...all.map(({megabytes}) => megabytes))}
}

function timed([, file = '', ...args]: readonly string[]): Figure {
  const started = performance.now()
  const words = ['-f', '%U %S %M', file, ...args]
  const {status, stdout, stderr} = spawnSync('/usr/bin/time', words, {encoding: 'utf8'})
  const seconds = (performance.now() - started) / 1000
  if (status !== 0 || stdout.includes('"error"') || /"(?:damaged|missing|failed)Count":[1-9]/.test(stdout))
    throw new Error(stdout + stderr)
  const [user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number)
  return {seconds, cpu: user + system, megabytes: kilobytes / 1024}
}

function fill(): void {
  const files = texts()
  for (const [n, bytes] of files.entries()) {
    mkdirSync(join(source, `${n % 200}`), {recursive: true})
    writeFileSync(join(source, `${n % 200}`, `${n}`), bytes)
  }
  const text = Buffer.concat(files.slice(0, 1000)).subarray(0, 4 << 20)
  for (let n = 0; n < (largeBytes > 0 ? 4 : 0); n++) {
    const fd = openSync(join(source, `large-${n}`), 'w')
    for (let at = 0; at < largeBytes / 4; at += 4 << 20)
      writeSync(fd, n % 2 === 0 ? randomBytes(4 << 20) : shifted(text, at))
    closeSync(fd)
  }
}

function texts(): NonSharedBuffer[] {
  const folder = join(import.meta.dirname, '../../node_modules')
  const found = readdirSync(folder, {recursive: true, withFileTypes: true}).filter((one) => one.isFile())
  const all = found.slice(0, small * 2).map(({parentPath, name}) => readFileSync(join(parentPath, name)))
  const some = all.filter(({length}) => length < 100_000).slice(0, small)
  while (some.length < small) some.push(shifted(some[some.length % 1000] ?? Buffer.alloc(10), some.length))
  return some
}

/** The same text beginning elsewhere, so that no two pieces are alike. */
function shifted(text: NonSharedBuffer, by: number): NonSharedBuffer {
  const at = (by * 7919) % Math.max(1, text.length)
  return Buffer.concat([text.subarray(at), text.subarray(0, at)])
}

async function built(): Promise<string> {
  await bundlePlugin(join(import.meta.dirname, '../plugins/backup/programs/steps.ts'), 'steps', root)
  return join(root, 'steps.cjs')
}

function empty(...folders: readonly string[]): void {
  for (const folder of folders) {
    rmSync(folder, {recursive: true, force: true})
    mkdirSync(folder)
  }
}
