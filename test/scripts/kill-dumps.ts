import {spawn, spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setImmediate as immediate, setTimeout as delay} from 'node:timers/promises'
import {DatabaseSync} from 'node:sqlite'
import {rolldown} from 'rolldown'
import {randomFrom} from './random.ts'

export type Asked = {
  /** A plugin that dumps, as one file. */
  readonly program: string
  /** What it is given on stdin. */
  readonly call: object
  readonly dir: string
  readonly kills: number
  readonly seed: number
}

type Killed = {
  readonly seed: number
  /** How many runs were killed before there was anything, amid the work, and after it. */
  readonly landed: {before: number; amid: number; done: number}
  readonly wrong: readonly string[]
  /** What was unfinished still when it had been run once more. */
  readonly left: readonly string[]
}

/** Kills a run with all that it started at seeded moments. Each dump that is there must be whole, and none may be lost. */
export async function killDumps({program, call, dir, kills, seed}: Asked): Promise<Killed> {
  const random = randomFrom(seed)
  const input = JSON.stringify(call)
  const run = () => spawnSync(process.execPath, [program], {input, encoding: 'utf8'})
  const started = performance.now()
  const first = run()
  if (first.status !== 0) throw new Error(first.stderr)
  const usual = performance.now() - started
  const landed = {before: 0, amid: 0, done: 0}
  const wrong: string[] = []
  for (let n = 0; n < kills; n++) {
    const before = dumpsIn(dir)
    // Starting Node is much of the time, so half of the moments are counted from the first trace of the work.
    await killed(program, input, dir, random() * usual * (n % 2 === 0 ? 0.7 : 1.1), n % 2 === 0)
    const after = dumpsIn(dir)
    const added = after.filter((file) => !before.includes(file)).length
    landed[added > 0 ? 'done' : unfinished(dir).length > 0 ? 'amid' : 'before']++
    if (!after.includes(before.at(-1) ?? '')) wrong.push(`${n}: the newest is gone`)
    wrong.push(...after.filter((file) => !whole(dir, file)).map((file) => `${n}: ${file} is not whole`))
  }
  const last = run()
  if (last.status !== 0) wrong.push(last.stderr)
  return {seed, landed, wrong, left: unfinished(dir)}
}

async function killed(
  program: string,
  input: string,
  dir: string,
  at: number,
  fromTrace: boolean,
): Promise<void> {
  const trace = readdirSync(dir).join()
  const child = spawn(process.execPath, [program], {stdio: ['pipe', 'ignore', 'ignore'], detached: true})
  child.stdin.on('error', () => {}).end(input)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const waits = () => fromTrace && child.exitCode === null && readdirSync(dir).join() === trace
  while (waits()) await immediate()
  await Promise.race([delay(at), ended])
  try {
    process.kill(-(child.pid ?? 0), 'SIGKILL')
  } catch {
    // All of it had ended.
  }
  await ended
}

function dumpsIn(dir: string): string[] {
  return readdirSync(dir)
    .filter((name) => /^[^.].*\.(?:dump|sql|sqlite)$/.test(name))
    .sort()
}

function whole(dir: string, file: string): boolean {
  if (!existsSync(join(dir, `${file}.sha256`))) return false
  const [digest] = readFileSync(join(dir, `${file}.sha256`), 'utf8').split(' ')
  return (
    createHash('sha256')
      .update(readFileSync(join(dir, file)))
      .digest('hex') === digest
  )
}

/** What is neither a dump nor its digest, and digests without their dump. */
function unfinished(dir: string): string[] {
  const names = readdirSync(dir).filter((name) => !name.endsWith('.guard'))
  const dumps = new Set(dumpsIn(dir))
  return names.filter((name) => !dumps.has(name.replace(/\.sha256$/, '')))
}

/** Kills of dump_sqlite, by itself: node test/scripts/kill-dumps.ts [kills] [seed] */
async function soak(kills: number, seed: number): Promise<Killed> {
  const root = mkdtempSync(join(tmpdir(), 'kill-dumps-'))
  try {
    const [source, dir, program] = ['app', 'dumps', 'plugin.mjs'].map((name) => join(root, name)) as [
      string,
      string,
      string,
    ]
    for (const folder of [source, dir]) mkdirSync(folder)
    const input = join(import.meta.dirname, '../../plugins/dump_sqlite/src/main.ts')
    const build = await rolldown({input, platform: 'node'})
    await build.write({file: program, format: 'esm', codeSplitting: false})
    await build.close()
    const database = new DatabaseSync(join(source, 'app.db'))
    database.exec(`CREATE TABLE note (filler); WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 3000)
      INSERT INTO note SELECT randomblob(1000) FROM n`)
    database.close()
    const config = {
      SQLITE_FOLDERS: [source],
      SQLITE_DATABASES: [],
      SQLITE_WAIT: 5,
      DUMP_DIR: dir,
      DUMP_KEEP: 3,
    }
    return await killDumps({
      program,
      call: {call: 'c1', command: 'dump', config, input: {}},
      dir,
      kills,
      seed,
    })
  } finally {
    rmSync(root, {recursive: true, force: true})
  }
}

if (process.argv[1] === import.meta.filename) {
  const [kills = '100', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2)
  const result = await soak(Number(kills), Number(seed))
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`)
  process.exitCode = result.wrong.length + result.left.length === 0 ? 0 : 1
}
