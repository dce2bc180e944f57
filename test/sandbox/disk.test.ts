import {spawn} from 'node:child_process'
import {chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {text} from 'node:stream/consumers'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {keepsTooMuch} from '../../src/sandbox/disk.ts'
import type {Exit, Refusal} from '../../src/sandbox/sandbox.ts'
import {jobOf} from './jobs.ts'
import {describeForUsers} from './runs.ts'
import {copyForAll, secondUser} from './second-user.ts'

const MiB = 1024 ** 2
const isRoot = process.getuid?.() === 0
const folder = mkdtempSync('/tmp/parrot-disk-')
chmodSync(folder, 0o755)
afterAll(() => rmSync(folder, {recursive: true, force: true}))
const never = new AbortController().signal

test('what is kept is counted, whatever it looks like', async () => {
  const kept = join(folder, 'kept')
  mkdirSync(join(kept, 'deep'), {recursive: true})
  writeFileSync(join(kept, 'deep/file'), Buffer.alloc(MiB))
  writeFileSync(join(kept, 'sparse'), '')
  truncateSync(join(kept, 'sparse'), 4096 * MiB)
  symlinkSync('/', join(kept, 'deep/everything'))
  expect(await keepsTooMuch(kept, 1, never)).toBe(false)
  expect(await keepsTooMuch(join(folder, 'nowhere'), 1, never)).toBe(false)
  mkdirSync(join(kept, 'd/'.repeat(70)), {recursive: true})
  expect(await keepsTooMuch(kept, 1, never)).toBe(true)
})

/** A disk of its own is mounted, which only root can, and never where the rest of the machine would see it. */
const mounting = `mount -t tmpfs -o size=64m,mode=0777 none "$1" && mkdir -m 0777 "$1/data" &&
  head -c "$2" /dev/zero > "$1/taken" && shift 2 && exec "$@"`

type Asked = {taken?: number; bypass?: boolean; env?: Record<string, string>}

describe.skipIf(!isRoot)('a small disk, where Parrot keeps its records too (needs root: sudo)', () => {
  let copy: ReturnType<typeof copyForAll>
  beforeAll(() => {
    copy = copyForAll()
  })
  afterAll(() => copy.remove())

  async function run(who: string, {taken = 0, bypass = false, env = {}}: Asked): Promise<Exit | Refusal> {
    const home = mkdtempSync(join(folder, 'home-'))
    const data = join(home, 'data')
    const {uid, gid} = who === 'root' ? {uid: 0, gid: 0} : secondUser()
    const job = jobOf(join(copy.folder, 'test/fixtures/plugins'), 'keeps_much', {
      data,
      bypass,
      env: {
        PARROT_INPUT_FOLDER: bypass ? data : '/data',
        PARROT_INPUT_FILES: '20',
        PARROT_INPUT_BYTES: String(8 * MiB),
        PARROT_INPUT_PAUSE: '0.1',
        ...env,
      },
    })
    const options = {
      node: copy.node,
      uid,
      cache: join(home, 'cache'),
      run: join(home, 'run'),
      env: {},
      own: [],
    }
    const become = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
    const driver = [copy.node, join(copy.folder, 'test/sandbox/driver.ts')]
    const words = ['--', 'sh', '-c', mounting, 'sh', home, String(taken), ...become, ...driver]
    const child = spawn('unshare', ['--mount', '--propagation', 'private', ...words], {
      cwd: '/',
      env: {PATH: '/usr/bin:/bin:/usr/sbin:/sbin'},
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    child.stdin.end(JSON.stringify({options, job}))
    return JSON.parse(await text(child.stdout)) as Exit | Refusal
  }

  test.each(['root', 'user'])('is not filled, as %s', async (who) => {
    expect(await run(who, {bypass: true})).toMatchObject({because: 'exited', stdout: 'left 0\n'})
    const held = await run(who, {})
    expect(held).toMatchObject({because: 'disk_limit', level: 'enforced', stdout: ''})
    const little = await run(who, {env: {PARROT_INPUT_FILES: '1'}})
    expect(little).toMatchObject({because: 'exited', code: 0})
  })

  test.each(['root', 'user'])('that is nearly full gets nothing started, as %s', async (who) => {
    const full = {taken: 63.5 * MiB, env: {PARROT_INPUT_FILES: '1'}}
    expect(await run(who, {...full, bypass: true})).toMatchObject({because: 'exited', stdout: 'left 0\n'})
    expect(await run(who, full)).toMatchObject({refused: {code: 'sandbox_disk_full'}})
  })
})

describeForUsers('what a plugin keeps', (place) => {
  test('is more than it may where it has files without number', async () => {
    const data = place.make('files')
    const job = place.job('keeps_much', {
      data,
      env: {
        PARROT_INPUT_FOLDER: '/data',
        PARROT_INPUT_FILES: '9',
        PARROT_INPUT_BYTES: '1',
        PARROT_INPUT_STAYS: 'yes',
      },
      limits: {timeoutMs: 2000},
    })
    expect(await place.run(job)).toMatchObject({because: 'timed_out'})
    mkdirSync(join(data, 'd/'.repeat(70)), {recursive: true})
    expect(await place.run(job)).toMatchObject({because: 'disk_limit'})
  })
})
