import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {newHome} from '../home.ts'
import {parrot} from './program.ts'

const recipient = 'age1awctrnw4g6278ngwt968dx9rueu03uvxrnt7k99tnvkf06vrjdsshcedh8'
/** One letter is another. */
const mistyped = recipient.replace('4g6', '4g7')
const secret = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`

const wrong: readonly (readonly [plugin: string, key: string, value: string, found: string, want: string])[] =
  [
    ['backup', 'BACKUP_AGE_RECIPIENTS', 'ssh-ed25519 AAAA', '"ssh-ed25519 AAAA"', 'recipients of age'],
    ['backup', 'BACKUP_AGE_RECIPIENTS', `${recipient},age1short`, '"age1short"', 'recipients of age'],
    [
      'backup',
      'BACKUP_AGE_RECIPIENTS',
      mistyped,
      `"${mistyped.slice(0, 60)}…" (62 characters)`,
      'recipients of age',
    ],
    ['backup', 'BACKUP_AGE_RECIPIENTS', secret, 'a value that is not shown', 'recipients of age'],
    ['log_rotate', 'LOG_SIGNALS', '/var/log=USR3:/x', '"/var/log=USR3:/x"', '<folder>=<HUP|USR1|USR2>'],
    ['log_rotate', 'LOG_SIGNALS', '/var/log=USR1:x.pid', '"/var/log=USR1:x.pid"', '<folder>=<HUP|USR1|USR2>'],
    ['log_rotate', 'LOG_DIRS', '/var/log,logs', '"logs"', 'absolute paths'],
    ['log_rotate', 'LOG_PATTERNS', 'a/*.log', '"a/*.log"', 'names of files'],
    ['setup_cron', 'CRON_BACKUP', 'sometimes', '"sometimes"', '"off", "hourly"'],
    ['server', 'HTTP', '0.0.0.0:80', '"0.0.0.0:80"', 'a port'],
    ['server', 'HTTP', '80800', '"80800"', 'a port from 1 to 65535'],
    ['server', 'HTTP', '0', '"0"', 'a port from 1 to 65535'],
    ['server', 'HTTP', '127.0.0.1:65536', '"127.0.0.1:65536"', 'a port from 1 to 65535'],
    ['log_rotate', 'LOG_MAX_SIZE', '0', '"0"', 'a size from 1K'],
    ['log_rotate', 'LOG_MAX_SIZE', '1023', '"1023"', 'a size from 1K'],
    ['log_rotate', 'LOG_MAX_SIZE', '1025G', '"1025G"', 'a size from 1K'],
  ]

test.each(wrong)('%s: %s %s is refused when it is set', (plugin, key, value, found, want) => {
  const {home} = newHome()
  const {status, stderr} = parrot(home, ['plugin', 'config', plugin, 'set', key, value])
  expect([status, stderr]).toEqual([2, expect.stringContaining(`${key}: found ${found}, want ${want}`)])
  expect(stderr).not.toContain(secret)
})

/** Each with what of it may be read nowhere. */
const secrets: readonly (readonly [
  plugin: string,
  key: string,
  given: unknown,
  words: readonly string[],
  never: RegExp,
])[] = [
  ['clean_cache', 'TMP_DIRS', ['/tmp', `ghp_${'a1B2'.repeat(9)}`], ['clean_cache', 'plan'], /ghp_|a1B2/],
  ['clean_cache', 'TMP_DIRS', `/tmp,ghp_${'a1B2'.repeat(9)}`, ['clean_cache', 'plan'], /ghp_|a1B2/],
  ['log_rotate', 'LOG_DIRS', [secret], ['log_rotate'], /SECRET-KEY|QQQQ/],
  ['log_rotate', 'LOG_DIRS', [`x${secret}`], ['log_rotate'], /SECRET-KEY|QQQQ/],
  ['log_rotate', 'LOG_DIRS', ['-----BEGIN PRIVATE KEY-----', 'MIIxyz'], ['log_rotate'], /BEGIN|MIIx/],
  ['log_rotate', 'LOG_PATTERNS', ['--password', 'a/hunter2'], ['log_rotate'], /hunter2/],
  ['check_disk', 'DISK_THRESHOLD', `ghp_${'a1B2'.repeat(9)}`, ['check_disk'], /ghp_|a1B2/],
]

test.each(secrets)(
  '%s: a secret that stands in %s by mistake (%j) is neither shown nor recorded',
  (plugin, key, given, words, never) => {
    const {home} = newHome({'config/config.json': {plugins: {[plugin]: {[key]: given}}}})
    for (const asked of [words, ['config', 'check'], ['--lang', 'de', 'config', 'check']]) {
      const {stdout, stderr} = parrot(home, asked)
      expect(stdout + stderr).toContain(key)
      expect(stdout + stderr).not.toMatch(never)
    }
    expect(parrot(home, ['events', 'list', '--json']).stdout).not.toMatch(never)
    const journal = readdirSync(join(home, 'state')).filter((name) => name.startsWith('journal'))
    for (const name of journal) expect(readFileSync(join(home, 'state', name), 'latin1')).not.toMatch(never)
  },
)

test('config check names the item that is wrong, in the language of its reader', () => {
  const {home} = newHome({
    'config/config.json': {plugins: {backup: {BACKUP_AGE_RECIPIENTS: [recipient, 'age1x']}}},
  })
  expect(parrot(home, ['config', 'check'])).toMatchObject({
    status: 3,
    stdout: expect.stringContaining(
      'found "age1x", want recipients of age, "age1…" as age-keygen prints them, to the letter',
    ),
  })
  expect(parrot(home, ['--lang', 'de', 'config', 'check']).stdout).toContain(
    'gefunden: "age1x", erwartet: Empfänger von age, "age1…" wie von age-keygen ausgegeben, Buchstabe für Buchstabe',
  )
})

test.each([
  ['backup', 'BACKUP_AGE_RECIPIENTS', recipient],
  ['log_rotate', 'LOG_SIGNALS', '/var/log/nginx=USR1:/run/nginx.pid'],
  ['setup_cron', 'CRON_BACKUP', 'off'],
  ['setup_cron', 'CRON_BACKUP', '*/5 0-6 1,15 * 1-5'],
  ['server', 'HTTP', '[::1]:8750'],
  ['server', 'HTTP', ''],
  ['server', 'HTTP', '1'],
  ['server', 'HTTP', 'localhost:65535'],
  ['log_rotate', 'LOG_MAX_SIZE', '1024'],
  ['log_rotate', 'LOG_MAX_SIZE', '64K'],
  ['log_rotate', 'LOG_MAX_SIZE', '1024G'],
])('%s: %s %s is taken', (plugin, key, value) => {
  const {home} = newHome()
  expect(parrot(home, ['plugin', 'config', plugin, 'set', key, value])).toMatchObject({status: 0})
})
