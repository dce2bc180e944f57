import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {createSandbox} from '../../src/sandbox/engine.ts'
import type {Job} from '../../src/sandbox/sandbox.ts'

/** Runs the same small programs plainly and in the sandbox, in turn, and prints the medians, the difference and the ratio. */
const rounds = Number(process.argv[2] ?? 60)
const folder = mkdtempSync(join(tmpdir(), 'parrot-bench-'))
const uid = process.getuid?.() ?? 0
const place = {cache: join(folder, 'cache'), run: join(folder, 'run')}
const sandbox = createSandbox({node: process.execPath, uid, env: {LANG: 'C.UTF-8'}, own: [], ...place})
const programs = {
  bash: ['noop.sh', '#!/bin/bash\necho done\n'],
  node: ['noop.mjs', 'console.log("done")\n'],
} as const

const times = new Map<string, number[]>()
try {
  for (const [name, text] of Object.values(programs)) {
    mkdirSync(join(folder, 'plugin'), {recursive: true})
    writeFileSync(join(folder, 'plugin', name), text)
    chmodSync(join(folder, 'plugin', name), 0o755)
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const [kind, [entry]] of Object.entries(programs)) {
      await timed(`${kind} plain`, () => plainly(entry))
      await timed(`${kind} sandboxed`, () => confined(entry))
    }
  }
} finally {
  rmSync(folder, {recursive: true, force: true})
}
for (const kind of Object.keys(programs)) report(kind)

async function timed(name: string, run: () => Promise<string>): Promise<void> {
  const before = performance.now()
  const said = await run()
  const taken = performance.now() - before
  if (said !== 'done\n') throw new Error(`${name} said ${said}`)
  times.set(name, [...(times.get(name) ?? []), taken])
}

async function plainly(entry: string): Promise<string> {
  const file = join(folder, 'plugin', entry)
  const [program, args] = entry.endsWith('.mjs') ? [process.execPath, [file]] : [file, []]
  const child = spawn(program, args, {cwd: join(folder, 'plugin'), env: {PATH: '/usr/bin:/bin'}})
  child.stdin.on('error', () => {}).end('{}')
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  await once(child, 'close')
  return text
}

async function confined(entry: string): Promise<string> {
  const end = await sandbox.run(job(entry), AbortSignal.timeout(60_000), {})
  if (!('because' in end) || end.level !== 'enforced' || end.code !== 0) throw new Error(JSON.stringify(end))
  return end.stdout
}

function job(entry: string): Job {
  return {
    call: crypto.randomUUID(),
    plugin: 'bench',
    dir: join(folder, 'plugin'),
    entry,
    readOnly: false,
    shipped: false,
    bypass: false,
    env: {},
    stdin: '{}',
    grants: {read: [], write: [], connect: [], exec: [], sys: []},
    limits: {
      timeoutMs: 60_000,
      graceMs: 1000,
      outputBytes: 1024 ** 2,
      memoryBytes: 512 * 1024 ** 2,
      pids: 128,
      diskBytes: 64 * 1024 ** 2,
    },
  }
}

function report(kind: string): void {
  const [plain, sandboxed] = ['plain', 'sandboxed'].map((how) => spread(times.get(`${kind} ${how}`) ?? []))
  if (plain === undefined || sandboxed === undefined) return
  const [difference, ratio] = [sandboxed.median - plain.median, sandboxed.median / plain.median]
  const line = `${kind}: plain ${plain.text}, sandboxed ${sandboxed.text}: +${difference.toFixed(1)} ms, ${ratio.toFixed(1)} ×`
  process.stdout.write(`${line}\n`)
}

function spread(values: number[]): {median: number; text: string} {
  const sorted = values.sort((a, b) => a - b)
  const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN
  return {median: at(0.5), text: `${at(0.5).toFixed(1)} ms (${at(0.1).toFixed(1)}–${at(0.9).toFixed(1)})`}
}
