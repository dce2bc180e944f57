import {spawn, spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {
  closeSync,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {defaults} from '../../src/config/config.ts'
import type {LogConfig} from '../../src/config/log-config.ts'
import {createLog} from '../../src/log/log.ts'
import {logFile} from '../../src/log/log-file.ts'
import {logTail} from '../../src/log/log-tail.ts'
import {entryOf} from '../../src/log/of-event.ts'
import {draft, open} from '../events/place.ts'
import {tempPlace} from '../events/temp-journal.ts'
import {newHome} from '../home.ts'

const day = 86_400_000
const start = Date.parse('2026-01-31T12:00:00Z')

/** A log of its own, with what it would say on stderr. */
function newLog(first: Partial<LogConfig> = {}, secrets: string[] = []) {
  const file = join(newHome().home, 'state/logs/parrot.log')
  const given = {config: {...defaults.log, ...first}, now: start, ids: 0}
  const said: string[] = []
  const log = createLog({
    file,
    config: () => given.config,
    secrets,
    journal: undefined,
    stderr: (line) => void said.push(line),
    now: () => given.now,
    newId: () => {
      given.ids++
      return 'own'
    },
  })
  const lines = async () => {
    await log.close()
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []
  }
  return {log, file, given, said, secrets, lines}
}

describe('a line', () => {
  test('is as the scripts before Parrot wrote it, with the call it belongs to, or the process', async () => {
    const {log, lines} = newLog()
    log.resident()
    log.say({level: 'info', module: 'server', text: 'It serves', id: 'a-call'})
    log.say({level: 'warn', module: 'rbac', text: 'No'})
    expect(await lines()).toEqual([
      '[2026-01-31 12:00:00] [INFO] [msgid:a-call] server: It serves',
      '[2026-01-31 12:00:00] [WARN] [msgid:own] rbac: No',
    ])
  })

  test('is JSON where that is wanted, from one line to the next', async () => {
    const {log, given, lines} = newLog()
    log.say({level: 'error', module: 'config', text: 'x'})
    await log.close()
    given.config = {...given.config, format: 'json'}
    log.say({level: 'error', module: 'config', text: 'y "z"'})
    const [text, json = ''] = await lines()
    expect(text).toMatch(/^\[2026/)
    expect(JSON.parse(json)).toEqual({
      level: 'error',
      time: '2026-01-31T12:00:00.000Z',
      pid: process.pid,
      module: 'config',
      correlation_id: 'own',
      msg: 'y "z"',
    })
  })

  test.each(['text', 'json'] as const)(
    'holds no secret and cannot forge another or move a terminal: %s',
    async (format) => {
      const {log, secrets, lines} = newLog({format})
      secrets.push('hunter2hunter2')
      const forged =
        'a\n[2026-01-31 12:00:00] [INFO] [msgid:x] server: all well\r\u001b[2J\u009b31m\u2028\u202e'
      log.say({
        level: 'error',
        module: 'mcp',
        text: `${forged} hunter2hunter2 ghp_${'a'.repeat(36)}`,
        id: 'i\nd',
      })
      log.say({level: 'error', module: 'mcp', text: 'x'.repeat(1_000_000)})
      const all = await lines()
      expect(all).toHaveLength(2)
      expect(all.join('')).not.toMatch(/[\p{Cc}\u2028\u202e]|hunter2|ghp_aaa/u)
      expect(all[0]).toContain('u{1b}')
      expect(all[1]?.length).toBeLessThan(9000)
    },
  )
})

test('an event is told without the secrets that were taken out of it, and on one line', async () => {
  const {log, lines} = newLog()
  const journal = open(tempPlace(), {secrets: ['hunter2hunter2']})
  const payload = {what: 'x\nhunter2hunter2', password: 'pw-1234', key: `ghp_${'a'.repeat(36)}`}
  log.say(entryOf(await journal.append(draft('ERROR_OCCURRED', payload)), 'error'))
  journal.close()
  const [line, ...more] = await lines()
  expect(more).toEqual([])
  expect(line).toContain('ERROR_OCCURRED what=')
  expect(line).not.toMatch(/hunter2|pw-1234|ghp_aaa/)
})

test('a process gets its id with the first line that is written: before, node:crypto would be loaded for nothing', async () => {
  const {log, given, lines} = newLog()
  log.say({level: 'info', module: 'call', text: 'not asked for'})
  expect(await lines()).toEqual([])
  expect(given.ids).toBe(0)
  for (const text of ['one', 'two']) log.say({level: 'error', module: 'call', text})
  expect(await lines()).toHaveLength(2)
  expect(given.ids).toBe(1)
})

describe('what is worth a line', () => {
  test('is asked before a line is made of an event', async () => {
    const {log, lines} = newLog()
    const payload = {
      get who(): string {
        throw new Error('nobody asked')
      },
    }
    const metadata = {source: 'host', correlation_id: 'a-call'}
    const event = {sequence: 1, event_type: 'CALL_REQUESTED', timestamp: '', payload, metadata, hash: ''}
    log.say(entryOf(event, 'info'))
    log.say({level: 'error', module: 'call', text: 'x'})
    expect(await lines()).toEqual(['[2026-01-31 12:00:00] [ERROR] [msgid:own] call: x'])
  })

  test('is said by part, and a reload changes it', async () => {
    const {log, given, lines} = newLog({level: 'warn', modules: {rbac: 'debug', mcp: 'error'}})
    log.resident()
    const all = () => {
      for (const module of ['rbac', 'mcp', 'call'] as const)
        for (const level of ['debug', 'warn', 'error'] as const) log.say({level, module, text: 'x'})
    }
    all()
    given.config = {...defaults.log, level: 'error'}
    all()
    expect((await lines()).map((line) => line.replaceAll(/.*\[([A-Z]+)\].* (\w+): x$/g, '$2 $1'))).toEqual([
      'rbac DEBUG',
      'rbac WARN',
      'rbac ERROR',
      'mcp ERROR',
      'call WARN',
      'call ERROR',
      'rbac ERROR',
      'mcp ERROR',
      'call ERROR',
    ])
  })

  test('at a terminal is what is wrong; at the level debug all of it, on stderr, too', async () => {
    const {log, given, said, lines} = newLog()
    log.say({level: 'info', module: 'call', text: 'fine'})
    log.say({level: 'warn', module: 'call', text: 'hm'})
    await log.close()
    expect(said).toEqual([])
    given.config = {...given.config, level: 'debug'}
    log.say({level: 'info', module: 'call', text: 'fine'})
    expect(await lines()).toHaveLength(2)
    expect(said).toEqual(['[2026-01-31 12:00:00] [INFO] [msgid:own] call: fine'])
  })
})

describe('a file', () => {
  const asides = (file: string) =>
    readdirSync(join(file, '..')).filter((name) => name.startsWith('parrot.log-'))

  test('is put aside when it is too long, and so many are kept', async () => {
    const {log, given, file} = newLog({maxBytes: 4096, keep: 2})
    for (let at = 0; at < 41; at++) {
      given.now++
      log.say({level: 'error', module: 'call', text: `${at} ${'x'.repeat(1000)}`})
      await log.close()
    }
    expect(asides(file)).toHaveLength(2)
    expect(lstatSync(file).mode & 0o777).toBe(0o600)
    expect(lstatSync(join(file, '..')).mode & 0o777).toBe(0o700)
    const last = logTail(file, 5).map((line) => Number(/call: (\d+)/.exec(line)?.[1]))
    expect(last).toEqual([36, 37, 38, 39, 40])
  })

  test('is put aside when its first line is too old, whatever its times say', async () => {
    const {log, given, file} = newLog({maxAge: '7d'})
    const say = async () => {
      log.say({level: 'error', module: 'call', text: 'x'})
      await log.close()
    }
    await say()
    given.now = start + 7 * day - 1000
    await say()
    expect(asides(file)).toEqual([])
    given.now = start + 7 * day + 1000
    await say()
    expect(asides(file)).toHaveLength(1)
    given.config = {...given.config, maxAge: 'never'}
    given.now = start + 1000 * day
    await say()
    await say()
    expect(asides(file)).toHaveLength(1)
  })

  test('that many processes write to and put aside loses no line and breaks none', async () => {
    const file = join(newHome().home, 'logs/parrot.log')
    const program = join(import.meta.dirname, 'programs/writes.ts')
    const writers = ['a', 'b', 'c'].map((who) => spawn(process.execPath, [program, file, who, '200']))
    await Promise.all(writers.map((writer) => once(writer, 'exit')))
    const folder = join(file, '..')
    const texts = readdirSync(folder).filter((name) => name.startsWith('parrot.log'))
    expect(texts.length).toBeGreaterThan(5)
    const all = texts.flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'))
    expect(all.filter((line) => !/^\[[^\]]+\] \[INFO\] \[msgid:[a-c]\] \d+ x{100}$/.test(line))).toEqual([])
    expect(new Set(all).size).toBe(600)
  })

  test('has what was said right before a crash', () => {
    const file = join(newHome().home, 'logs/parrot.log')
    const program = join(import.meta.dirname, 'programs/crashes.ts')
    expect(spawnSync(process.execPath, [program, file]).status).toBe(1)
    expect(logTail(file, 5).map((line) => line.replace(/.*: /, ''))).toEqual(['all is well', 'not any more'])
  })

  test('whose name leads nowhere for a while goes on once it does again, and no other file is closed for it', async () => {
    const {file} = newLog()
    mkdirSync(join(file, '..'), {recursive: true})
    const log = logFile(file, () => defaults.log, Date.now)
    log.write('one')
    renameSync(file, `${file}.old`)
    mkdirSync(file)
    log.write('lost')
    const other = openSync('/dev/null', 'r')
    log.write('lost')
    expect(fstatSync(other).isCharacterDevice()).toBe(true)
    closeSync(other)
    rmdirSync(file)
    log.write('two')
    await log.close()
    expect(readFileSync(file, 'utf8')).toBe('two\n')
  })

  test('that cannot be written, or is a link, is left, and nobody fails', async () => {
    const {log, file} = newLog()
    mkdirSync(join(file, '..'), {recursive: true})
    const other = join(file, '../other')
    writeFileSync(other, '')
    symlinkSync(other, file)
    log.say({level: 'error', module: 'call', text: 'x'})
    await log.close()
    expect(readFileSync(other, 'utf8')).toBe('')
    logFile('/dev/null/x', () => defaults.log, Date.now).write('x')
  })
})
