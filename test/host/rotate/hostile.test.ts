import {execFileSync} from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {defaults} from '../../../src/config/config.ts'
import {holdFolder} from '../../../src/host/held-folder.ts'
import {look} from '../../../src/host/rotate/look.ts'
import {pack} from '../../../src/host/rotate/pack.ts'
import {rulesOf} from '../../../src/host/rotate/rules.ts'
import {unfinished} from '../../../src/host/rotate/unfinished.ts'
import {swap} from '../../../src/host/rotate/swap.ts'
import {names, snapshot, stage} from './logs.ts'

const signal = new AbortController().signal
const isRoot = process.getuid?.() === 0

test('links, pipes, folders and files of two names are left, with the reason', async () => {
  const {logs, force} = stage({'victim.txt': 'precious\n', 'plain.log': 'x\n'})
  symlinkSync('victim.txt', join(logs, 'link.log'))
  linkSync(join(logs, 'victim.txt'), join(logs, 'hard.log'))
  mkdirSync(join(logs, 'folder.log'))
  execFileSync('mkfifo', [join(logs, 'pipe.log')])
  const {outcome, output} = await force()
  const left = output.files.filter(({action}) => action === 'left')
  expect({outcome, rotated: output.rotated}).toEqual({outcome: 'ok', rotated: 1})
  expect(left.map(({file, why}) => [file.slice(logs.length + 1), why].join(': ')).toSorted()).toEqual([
    'folder.log: it is no plain file',
    'hard.log: it has more than one name',
    'link.log: it is a link, and links are not followed',
    'pipe.log: it is no plain file',
  ])
  expect(readFileSync(join(logs, 'victim.txt'), 'utf8')).toBe('precious\n')
})

test('names with a line feed, a leading dash, an escape sequence, of 255 bytes and of no UTF-8', async () => {
  const {logs, force} = stage()
  const raw = Buffer.concat([Buffer.from(`${logs}/`), Buffer.from([0xff, 0xfe]), Buffer.from('.log')])
  writeFileSync(raw, 'raw\n')
  for (const name of ['-rf.log', 'a\nb.log', '\u001b[31m.log', `${'n'.repeat(251)}.log`, '*.log'])
    writeFileSync(join(logs, name), 'x\n')
  const {outcome, output} = await force({config: {LOG_DELAY_COMPRESS: false}})
  expect(outcome).toBe('ok')
  expect(output).toMatchObject({rotated: 5, compressed: 5, left: 1})
  expect(JSON.stringify(output)).not.toMatch(/\\n|\\u001b/)
  expect(output.files.map(({file}) => file)).toEqual(
    expect.arrayContaining([`${logs}/\\xff\\xfe.log`, `${logs}/a\\x0ab.log`, `${logs}/\\x1b[31m.log`]),
  )
  const there = readdirSync(logs, {encoding: 'buffer'}).map((name) => name.toString('latin1'))
  expect(there.filter((name) => name.startsWith('\xff\xfe.log'))).toEqual([
    '\xff\xfe.log',
    expect.stringMatching(/^\xff\xfe\.log-\d{8}T\d{6}\.\d{6}Z\.gz$/),
  ])
  expect(there).toContain(`${'n'.repeat(251)}.log`)
})

test('a folder that a link leads to, one everybody writes to, a missing one and a file are refused by name', async () => {
  const {logs, around, force} = stage({'app.log': 'x\n'})
  const place = (name: string) => join(around.home, name)
  symlinkSync(logs, place('link'))
  mkdirSync(place('open'))
  writeFileSync(place('open/app.log'), 'x\n')
  chmodSync(place('open'), 0o1777)
  writeFileSync(place('file'), 'x\n')
  const dirs = ['link', 'open', 'missing', 'file', 'link/below'].map(place)
  const {outcome, codes} = await force({config: {LOG_DIRS: dirs}})
  expect(outcome).toBe('failed')
  expect(codes).toEqual([
    'log_folder_link',
    'log_folder_open',
    'log_folder_missing',
    'log_folder_link',
    'log_folder_link',
  ])
  expect(names(logs)).toEqual(['app.log', 'app.log-DATE'])
  expect(readdirSync(place('open'))).toEqual(['app.log'])
})

describe("Parrot's own records", () => {
  test('whatever folder and pattern is configured, the live journal stays', async () => {
    const {around, force} = stage()
    const state = join(around.home, 'state')
    writeFileSync(join(state, 'journal.db'), 'journal')
    mkdirSync(join(state, 'deeper'))
    writeFileSync(join(state, 'deeper/journal.db'), 'journal')
    const dirs = [state, join(state, 'deeper'), join(around.home, 'config'), around.home]
    mkdirSync(join(around.home, 'config'))
    writeFileSync(join(around.home, 'x.db'), 'mine')
    const {codes} = await force({config: {LOG_DIRS: dirs, LOG_PATTERNS: ['*']}})
    expect(codes).toEqual(['log_folder_own', 'log_folder_own', 'log_folder_own'])
    expect(readdirSync(state).toSorted()).toEqual([
      '.log-rotate.json.guard',
      'deeper',
      'journal.db',
      'log-rotate.json',
    ])
    expect(readFileSync(join(state, 'journal.db'), 'utf8')).toBe('journal')
  })

  test('its logs are rotated where nothing is configured', async () => {
    const {around, rotate} = stage()
    mkdirSync(join(around.home, 'state/logs'))
    writeFileSync(join(around.home, 'state/logs/server.log'), 'x\n')
    const {output} = await rotate({config: {LOG_DIR: join(around.home, 'state/logs')}, values: {force: true}})
    expect(output).toMatchObject({rotated: 1})
  })

  test('the files that heads of the journal go to stay, also in a folder of logs', async () => {
    const {logs, force} = stage({'heads.log': 'head\n', 'app.log': 'x\n'})
    const {output} = await force({audit: {...defaults.audit, heads: [join(logs, 'heads.log')]}})
    expect(output).toMatchObject({rotated: 1, left: 1})
    expect(readFileSync(join(logs, 'heads.log'), 'utf8')).toBe('head\n')
  })

  test('the files of roles and users stay, wherever they are configured', async () => {
    const {logs, force} = stage({'roles.json': '{}', 'users.json': '{}', 'app.json': '{}'})
    const rbac = {roles: join(logs, 'roles.json'), users: join(logs, 'users.json')}
    const {output} = await force({
      config: {LOG_PATTERNS: ['*.json']},
      world: {config: {...defaults, rbac}},
    })
    expect(output).toMatchObject({rotated: 1, left: 2})
    expect(names(logs)).toEqual(['app.json', 'app.json-DATE', 'roles.json', 'users.json'])
  })
})

describe('something else is put in its place between the look and the deed', () => {
  /** A folder of logs, looked at, beside one whose files are to be reached through it. */
  function looked() {
    const {logs, around} = stage({'app.log': 'x\n'})
    const secret = join(around.home, 'secret')
    mkdirSync(secret)
    writeFileSync(join(secret, 'app.log'), 'precious\n')
    const config = {LOG_DIRS: [], LOG_PATTERNS: ['*.log'], LOG_MAX_SIZE: '1K', LOG_SIGNALS: []}
    const rules = rulesOf(config, true, {state: around.home})
    if ('problems' in rules) throw new Error('rules')
    const held = holdFolder(logs)
    const {logs: found} = look({path: logs, held}, rules, {folder: () => false, file: () => false})
    const [log] = found
    if (log === undefined) throw new Error('no log')
    return {logs, secret, held, log}
  }

  test('the folder itself by a link', () => {
    const {logs, secret, held, log} = looked()
    renameSync(logs, `${logs}-moved`)
    symlinkSync(secret, logs)
    // By its path, the attack succeeds.
    renameSync(join(logs, 'app.log'), join(logs, 'stolen'))
    expect(readdirSync(secret)).toEqual(['stolen'])
    renameSync(join(secret, 'stolen'), join(secret, 'app.log'))

    swap(log, '20260101T000000.000000Z', unfinished)
    expect(readdirSync(secret)).toEqual(['app.log'])
    expect(readdirSync(`${logs}-moved`).toSorted()).toEqual(['app.log', 'app.log-20260101T000000.000000Z'])
    held.close()
    rmSync(logs)
    renameSync(`${logs}-moved`, logs)
  })

  test('the log by a link: the link is renamed, and where it leads nothing is written', () => {
    const {logs, secret, held, log} = looked()
    unlinkSync(join(logs, 'app.log'))
    symlinkSync(join(secret, 'app.log'), join(logs, 'app.log'))
    // Opened by its name, as copytruncate would, the attack succeeds.
    appendFileSync(join(logs, 'app.log'), 'spoiled\n')
    expect(readFileSync(join(secret, 'app.log'), 'utf8')).toBe('precious\nspoiled\n')

    const before = snapshot(secret)
    swap(log, '20260101T000000.000000Z', unfinished)
    expect(snapshot(secret)).toEqual(before)
    expect(lstatSync(join(logs, 'app.log')).isFile()).toBe(true)
    held.close()
  })

  test('a rotated file by a link or a second name of a secret: it is not read', async () => {
    const {logs, secret, held} = looked()
    const name = 'app.log-20260101T000000.000000Z'
    symlinkSync(join(secret, 'app.log'), join(logs, name))
    expect(readFileSync(join(logs, name), 'utf8')).toBe('precious\n')
    await expect(pack(held, name, `${name}.gz`, {compress: 'gzip', unfinished, signal})).rejects.toThrow(
      'ELOOP',
    )
    unlinkSync(join(logs, name))
    linkSync(join(secret, 'app.log'), join(logs, name))
    expect(await pack(held, name, `${name}.gz`, {compress: 'gzip', unfinished, signal})).toMatchObject({
      code: 'log_hard_links',
    })
    expect(existsSync(join(logs, `${name}.gz`))).toBe(false)
    held.close()
  })

  test('what is being compressed by a second name of a secret: it is written to the file that was made', async () => {
    const {logs, secret, held} = looked()
    const [name, precious] = ['app.log-20260101T000000.000000Z', join(secret, 'app.log')]
    writeFileSync(join(logs, name), 'of an attacker\n')
    const put = (file: string) => (unlinkSync(file), linkSync(precious, file))
    writeFileSync(join(logs, 'made'), '')
    put(join(logs, 'made'))
    // Opened by its name once more, the attack succeeds.
    appendFileSync(join(logs, 'made'), 'spoiled\n')
    expect(readFileSync(precious, 'utf8')).toBe('precious\nspoiled\n')

    const {mode, mtimeMs} = lstatSync(precious)
    const hostile = {
      ...held,
      at: (file: Buffer | string) => {
        const path = held.at(file)
        if (String(file).startsWith(unfinished) && existsSync(path)) put(String(path))
        return path
      },
    }
    await pack(hostile, name, `${name}.gz`, {compress: 'gzip', unfinished, signal})
    expect(readFileSync(precious, 'utf8')).toBe('precious\nspoiled\n')
    expect(lstatSync(precious)).toMatchObject({mode, mtimeMs})
    held.close()
  })

  test('where the rotated file is to be, a link: it is not written through, and the log stays', () => {
    const {logs, secret, held, log} = looked()
    symlinkSync(join(secret, 'new'), join(logs, 'app.log-20260101T000000.000000Z'))
    expect(() => swap(log, '20260101T000000.000000Z', unfinished)).toThrow('EEXIST')
    expect(readdirSync(secret)).toEqual(['app.log'])
    expect(readFileSync(join(logs, 'app.log'), 'utf8')).toBe('x\n')
    held.close()
  })
})

describe.skipIf(!isRoot)('a small disk (needs root: sudo)', () => {
  /** Mounted where nobody else sees it. */
  const mounting = `mount -t tmpfs -o size=1m,mode=0755,nr_inodes="$2" none "$1" && cp "$3"/* "$1" && shift 3 && exec "$@"`
  const program = join(import.meta.dirname, 'programs/rotate.ts')
  const look = `
    import {readdirSync, statSync} from 'node:fs'
    const [logs, ...rotate] = process.argv.slice(1)
    const {stdout} = (await import('node:child_process')).spawnSync(process.execPath, rotate, {encoding: 'utf8'})
    const files = readdirSync(logs).map((name) => [name, statSync(logs + '/' + name).size])
    process.stdout.write(JSON.stringify({answer: JSON.parse(stdout), files: Object.fromEntries(files)}))`

  function onSmallDisk(inodes: number, size: number) {
    const {logs, around} = stage()
    const source = stage({'app.log': noise(size)}).logs
    const rotate = [program, around.home, logs, '{"LOG_DELAY_COMPRESS": false}']
    const words = ['-c', mounting, 'sh', logs, String(inodes), source]
    const node = [process.execPath, '--input-type=module', '-e', look, logs, ...rotate]
    const text = execFileSync('unshare', ['--mount', 'sh', ...words, ...node], {encoding: 'utf8'})
    return JSON.parse(text) as {
      answer: {outcome: string; codes: string[]; output: {rotated: number; compressed: number}}
      files: Record<string, number>
    }
  }

  /** Bytes that no compression makes smaller. */
  const noise = (size: number) =>
    Array.from({length: size / 16}, () => Math.random().toString(36).slice(2, 17).padEnd(16, '\n')).join('')

  test('without room for the compressed file the rotated one stays as it is, and nothing half-written', () => {
    const {answer, files} = onSmallDisk(0, 900 * 1024)
    expect(answer).toMatchObject({
      outcome: 'failed',
      codes: ['archive_failed'],
      output: {rotated: 1, compressed: 0},
    })
    const [, archive = ''] = Object.keys(files).toSorted()
    expect(Object.keys(files)).toHaveLength(2)
    expect(files[archive]).toBe(900 * 1024)
    expect(files['app.log']).toBe(0)
  })

  test('without an inode for the new file nothing is rotated', () => {
    const {answer, files} = onSmallDisk(2, 1024)
    expect(answer).toMatchObject({outcome: 'failed', codes: ['log_failed'], output: {rotated: 0}})
    expect(files).toEqual({'app.log': 1024})
  })
})
