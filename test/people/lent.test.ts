import {copyFileSync, existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import {runEntry} from '../../src/clock/run.ts'
import {pathsFor} from '../../src/config/paths.ts'
import {writeSchedule} from '../../src/host/cron/entries.ts'
import {keep} from '../../src/config/history.ts'
import {awaitConfirmation, digestOf, unconfirmed} from '../../src/config/unconfirmed.ts'
import {newHome, put} from '../home.ts'
import {entry} from './entry.ts'

/** May set what is configured, and do what that leads to; root may do everything. */
const editor = {uid: 54_321, username: 'edith'}
const root = {uid: 0, username: 'root'}
/** The same, and may not read the journal. */
const setter = {uid: 54_322, username: 'seth'}
const known = ['plugin:see:log_rotate', 'plugin:see:clean_cache', 'plugin:see:backup']
const setting = ['config:edit', 'config:read', 'plugin:configure', 'events:prune', 'plugin:install', ...known]
/** May read the journal, and have the server reach nothing. */
const reader = {uid: 54_323, username: 'ruth'}
const roles = {
  editor: {permissions: [...setting, 'logs:read', 'net:connect:evil.example:*']},
  reader: {permissions: [...setting, 'logs:read']},
  setter: {permissions: setting},
}
const users = {
  edith: {roles: ['editor'], uid: editor.uid},
  ruth: {roles: ['reader'], uid: reader.uid},
  seth: {roles: ['setter'], uid: setter.uid},
}

type Person = typeof editor
const hook = (url: string, file = '/etc/parrot-hook') => ({
  name: 'hook',
  events: 'error',
  webhook: {url, secret: {file}},
})

async function machine({config, yaml}: {readonly config?: object; readonly yaml?: string} = {}) {
  const home = newHome({
    'config/rbac_roles.json': {roles},
    'config/rbac_users.json': {users},
    ...(config && {'config/config.json': config}),
    ...(yaml !== undefined && {'config/config.yaml': yaml}),
  })
  // Nobody is told of anything: what tells them would outlive the test.
  const parrot = await openParrot(home, {trial: true})
  onTestFinished(() => parrot.close())
  const ask = async (person: Person, tool: string, values: object) => {
    await parrot.reload()
    return parrot.call({
      tool,
      by: parrot.personFor(person),
      door: 'terminal',
      person,
      input: async () => ({values: {...values}}),
      dryRun: false,
      unsandboxed: false,
      signal: new AbortController().signal,
      watch: {},
    })
  }
  const file = join(home.home, 'config/config.json')
  const edit = (person: Person, text: string) =>
    ask(person, 'config_edit', {text, digest: digestOf(readFileSync(file, 'utf8'))})
  const at = (name: string) => join(home.home, name)
  const text = () => readFileSync(file, 'utf8')
  return {home, parrot, ask, edit, at, file, text}
}

const refused = {outcome: 'denied', problems: [{code: 'people_lent'}]}
const guarded = {outcome: 'denied', problems: [{code: 'people_guarded'}]}
const unreached = {outcome: 'denied', problems: [{code: 'people_reach'}]}
const untold = {outcome: 'denied', problems: [{code: 'people_told'}]}

describe('who may set what is configured has the server open nothing that they could not', () => {
  test.each([
    ['install.indexes', '/etc/shadow'],
    ['subscribers', JSON.stringify([hook('https://example.org')])],
    ['subscribers', JSON.stringify([{name: 'as', events: 'error', plugin: {tool: 'hello', as: 'root'}}])],
    [
      'subscribers',
      JSON.stringify([{name: 'log', events: 'error', syslog: {to: 'tls://a:6514', ca: '/etc/shadow'}}]),
    ],
  ])('%s %s', async (key, value) => {
    const {ask} = await machine()
    const given = {key, value: [value]}
    expect(await ask(editor, 'config_set', given)).toMatchObject(refused)
    expect(await ask(root, 'config_set', given)).toMatchObject({outcome: 'ok'})
  })

  test.each([
    [{notify: {smtp: {file: '/etc/shadow'}}}],
    [{notify: {smtp: {env: 'SECRET_OF_THE_SERVER'}}}],
    [{notify: {smtp: {credential: 'secret'}}}],
    [{plugins: {backup: {BACKUP_PASSWORD: {file: '/etc/shadow'}}}}],
    [{plugins: {dump_sqlite: {SQLITE_FOLDERS: ['/srv']}}}],
    [{plugins: {log_rotate: {LOG_DIRS: ' /etc, /root'}}}],
    [{plugins: {not_there_yet: {FOLDERS: 'x, /etc'}}}],
    [{plugins: {log_rotate: {LOG_PATTERNS: 'x,\u00a0/etc'}}}],
    [{plugins: {log_rotate: {LOG_SIGNALS: ['/srv/logs=USR1:/run/parrot-mcp/mcp.pid']}}}],
  ])('%j in an editor', async (text) => {
    const {edit, ask} = await machine()
    expect(await ask(root, 'config_set', {key: 'limits.pids', value: ['99']})).toMatchObject({outcome: 'ok'})
    expect(await edit(editor, JSON.stringify(text))).toMatchObject(refused)
    expect(await edit(root, JSON.stringify(text))).toMatchObject({outcome: 'ok'})
  })

  test('what names nothing they set as before, also beside what somebody else has named', async () => {
    const {ask, edit, file} = await machine()
    expect(await ask(editor, 'config_set', {key: 'limits.pids', value: ['99']})).toMatchObject({
      outcome: 'ok',
    })
    const before = JSON.stringify({
      audit: {archive: '/srv/archive'},
      subscribers: [hook('https://example.org')],
    })
    expect(await edit(root, before)).toMatchObject({outcome: 'ok'})
    expect(await ask(editor, 'config_set', {key: 'limits.pids', value: ['98']})).toMatchObject({
      outcome: 'ok',
    })
    const now = () => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
    const other = {name: 'other', events: 'error', webhook: {url: 'https://example.org'}}
    const both = {...now(), subscribers: [other, hook('https://example.org')]}
    expect(await edit(editor, JSON.stringify(both))).toMatchObject({outcome: 'ok'})
    // The secret goes nowhere else.
    for (const wrong of [
      {...both, subscribers: [hook('https://example.com')]},
      {...both, subscribers: [hook('https://example.org', '/etc/shadow')]},
      {...both, subscribers: [...both.subscribers, {...hook('https://example.com'), name: 'more'}]},
    ])
      expect(await edit(editor, JSON.stringify(wrong))).toMatchObject(refused)
    expect(now()).toEqual(both)
  })

  test('nor what was named once and is no more', async () => {
    const {ask, edit} = await machine()
    const given = {key: 'install.indexes', value: ['/srv/index']}
    expect(await ask(root, 'config_set', given)).toMatchObject({outcome: 'ok'})
    expect(await edit(root, '{}\n')).toMatchObject({outcome: 'ok'})
    const {output} = await ask(editor, 'config_history', {})
    const {kept} = output as {kept: {number: number; why: string}[]}
    const to = kept.find(({why}) => why.includes('install.indexes'))?.number
    expect(await ask(editor, 'config_rollback', {to})).toMatchObject(refused)
    expect(await ask(root, 'config_rollback', {to})).toMatchObject({outcome: 'ok'})
  })

  test.each(['rbac.roles', 'rbac.users', 'audit.heads', 'audit.archive'])(
    '%s they neither say, nor change, nor take away, whichever way',
    async (key) => {
      const {ask, edit, at, text} = await machine()
      const [section = '', leaf = ''] = key.split('.')
      const said = (path: string) => ({[section]: {[leaf]: leaf === 'heads' ? [path] : path}})
      const set = (path: string) => ({key, value: [path]})
      const ok = {outcome: 'ok'}
      expect(await ask(root, 'config_set', {key: 'limits.pids', value: ['99']})).toMatchObject(ok)
      expect(await ask(editor, 'config_set', set(at(`${leaf}.json`)))).toMatchObject(guarded)
      copyFileSync(at(`config/rbac_${section === 'rbac' ? leaf : 'users'}.json`), at(`${leaf}.json`))
      expect(await ask(root, 'config_set', set(at(`${leaf}.json`)))).toMatchObject(ok)
      const before = text()
      expect(await ask(editor, 'config_set', set('/srv/other'))).toMatchObject(guarded)
      expect(await ask(editor, 'config_unset', {key})).toMatchObject(guarded)
      for (const other of [{}, said('/srv/other'), {[section]: {}}])
        expect(await edit(editor, JSON.stringify(other))).toMatchObject(guarded)
      expect(await ask(editor, 'config_rollback', {})).toMatchObject(guarded)
      expect(await ask(editor, 'config_rollback', {dryRun: true})).toMatchObject(guarded)
      expect(text()).toBe(before)
      expect(await ask(editor, 'config_set', {key: 'limits.pids', value: ['97']})).toMatchObject(ok)
      expect(JSON.parse(text())).toMatchObject(said(at(`${leaf}.json`)))
      expect(await ask(root, 'config_unset', {key})).toMatchObject(ok)
    },
  )

  test('nor do they let stand what somebody who may has changed on trial', async () => {
    const {home, ask, text, file} = await machine({config: {limits: {pids: 99}}})
    const paths = pathsFor(home)
    const trial = (to: object) => {
      const before = text()
      put(file, to)
      const until = Date.now() + 600_000
      awaitConfirmation(paths, {file, before, mode: 0o600, after: digestOf(text()), until, by: 'root'})
    }
    trial({limits: {pids: 99}, audit: {archive: '/srv/archive'}})
    keep(paths, home.uid, {at: new Date().toISOString(), by: 'root', file, why: 'kept', text: text()})
    expect(await ask(editor, 'config_confirm', {})).toMatchObject(guarded)
    expect(await ask(editor, 'config_rollback', {to: 1})).toMatchObject(guarded)
    expect(unconfirmed(paths, home.uid)).toBeDefined()
    expect(await ask(root, 'config_confirm', {})).toMatchObject({outcome: 'ok'})
    trial({...(JSON.parse(text()) as object), limits: {pids: 98}})
    expect(await ask(editor, 'config_confirm', {})).toMatchObject({outcome: 'ok'})
  })

  test.each([
    ['install.registry', 'https://evil.example'],
    ['install.keys.me', `ed25519:${'A'.repeat(43)}`],
    ['install.signed', 'true'],
  ])('%s is no more theirs, neither to say nor to take away', async (key, value) => {
    const {ask} = await machine()
    const given = {key, value: [value]}
    expect(await ask(editor, 'config_set', given)).toMatchObject(guarded)
    expect(await ask(root, 'config_set', given)).toMatchObject({outcome: 'ok'})
    expect(await ask(editor, 'config_unset', {key})).toMatchObject(guarded)
  })

  test.each([
    ['subscribers', JSON.stringify([{name: 'my', events: '*', webhook: {url: 'https://evil.example'}}])],
    ['subscribers', JSON.stringify([{name: 'my', events: 'info', email: {to: 'seth@evil.example'}}])],
    ['notify.alertEmail', 'seth@evil.example'],
    ['notify.notifyEmail', 'seth@evil.example'],
    ['notify.smtp', 'smtp://evil.example:25'],
    ['alerts.rules', JSON.stringify({backup_failed: {deadman: 'https://evil.example'}})],
  ])('%s %s is for who may read the journal', async (key, value) => {
    const {ask, edit, text} = await machine()
    const given = {key, value: [value]}
    expect(await ask(root, 'config_set', {key: 'limits.pids', value: ['99']})).toMatchObject({outcome: 'ok'})
    expect(await ask(setter, 'config_set', given)).toMatchObject(untold)
    const before = text()
    expect(await ask(editor, 'config_set', given)).toMatchObject({outcome: 'ok'})
    const after = text()
    expect(await edit(root, before)).toMatchObject({outcome: 'ok'})
    expect(await edit(setter, after)).toMatchObject(untold)
    expect(await ask(setter, 'config_rollback', {})).toMatchObject(untold)
    expect(await edit(root, after)).toMatchObject({outcome: 'ok'})
    // Who is told already stays so beside what is changed, and may be told no more.
    expect(await ask(setter, 'config_set', {key: 'limits.pids', value: ['98']})).toMatchObject({
      outcome: 'ok',
    })
    expect(await ask(setter, 'config_unset', {key})).toMatchObject({outcome: 'ok'})
  })

  test.each([
    ['log_rotate', 'LOG_DIR', '/srv/logs'],
    ['log_rotate', 'LOG_DIRS', ' /srv/policy'],
    ['log_rotate', 'LOG_DIRS', '\t/srv/policy'],
    ['clean_cache', 'TMP_DIRS', ' /srv, /root'],
    ['log_rotate', 'LOG_SIGNALS', ['/srv/logs=USR1:/run/parrot-mcp/mcp.pid']],
    ['clean_cache', 'TMP_DIRS', ['/srv']],
    ['backup', 'BACKUP_SOURCES', ['/srv']],
  ])('a setting of a plugin: %s %s', async (name, key, value) => {
    const {ask} = await machine()
    expect(await ask(editor, 'plugin_config_set', {name, key, value})).toMatchObject(refused)
    expect(await ask(root, 'plugin_config_set', {name, key, value})).toMatchObject({outcome: 'ok'})
    const keep = {name: 'log_rotate', key: 'LOG_KEEP', value: 5}
    expect(await ask(editor, 'plugin_config_set', keep)).toMatchObject({outcome: 'ok'})
  })
})

describe('what the server connects to from its place in the network', () => {
  const webhook = (url: string) => JSON.stringify([{name: 'my', events: '*', webhook: {url}}])
  test.each([
    ['subscribers', webhook('http://127.0.0.1:9200/_shutdown'), 'net:connect:127.0.0.1:9200'],
    ['subscribers', webhook('http://[::1]/x'), 'net:connect:[::1]:80'],
    ['subscribers', webhook('http://2130706433:8080'), 'net:connect:127.0.0.1:8080'],
    ['subscribers', webhook('https://evil.example'), 'net:connect:evil.example:443'],
    ['subscribers', '[{"name":"p","events":"*","ntfy":{"topic":"t"}}]', 'net:connect:ntfy.sh:443'],
    [
      'subscribers',
      '[{"name":"p","events":"*","syslog":{"to":"udp://10.0.0.1:53"}}]',
      'net:connect:10.0.0.1:53',
    ],
    ['notify.smtp', 'smtp://10.0.0.1:6379', 'net:connect:10.0.0.1:6379'],
    ['notify.smtp', 'smtp://mail.example', 'net:connect:mail.example:587'],
    ['alerts.rules', '{"backup_failed":{"deadman":"http://10.0.0.1/"}}', 'net:connect:10.0.0.1:80'],
    ['install.indexes', 'http://169.254.169.254/', 'net:connect:169.254.169.254:80'],
  ])('is for a role that names it: %s %s', async (key, value, right) => {
    const {ask, at} = await machine()
    const given = {key, value: [value]}
    const lacks = {...unreached, problems: [{code: 'people_reach', params: {rights: right}}]}
    expect(await ask(reader, 'config_set', given)).toMatchObject(lacks)
    put(at('config/rbac_roles.json'), {
      roles: {...roles, reader: {permissions: [...roles.reader.permissions, right]}},
    })
    expect(await ask(reader, 'config_set', given)).toMatchObject({outcome: 'ok'})
  })

  test('is not asked for where it is reached already', async () => {
    const {ask} = await machine({
      config: {subscribers: [{name: 'my', events: '*', webhook: {url: 'http://10.0.0.1/a'}}]},
    })
    const set = (url: string) => ask(reader, 'config_set', {key: 'subscribers', value: [webhook(url)]})
    expect(await set('http://10.0.0.1/b')).toMatchObject({outcome: 'ok'})
    expect(await set('http://10.0.0.1:81/b')).toMatchObject(unreached)
  })
})

describe('an address that says more than which server', () => {
  const mail = (smtp: string) => JSON.stringify([{name: 'm', events: '*', email: {to: 'root', smtp}}])
  const collector = (to: string) => JSON.stringify([{name: 'c', events: '*', syslog: {to}}])
  test.each([
    ['subscribers', mail('smtp:x?sendmail=true&path=/bin/true')],
    ['subscribers', mail('smtp://mail.example:2525/?sendmail=true&path=/bin/true')],
    ['subscribers', mail('smtp://mail.example:2525/?proxy=http://127.0.0.1:9')],
    ['subscribers', mail('smtp://mail.example:2525#x')],
    ['subscribers', mail('smtp://mail.example:2525/x')],
    ['subscribers', mail('smtp:127.0.0.1:25')],
    ['subscribers', mail('smtp:?host=127.0.0.1&port=25')],
    ['subscribers', mail('smtp:/mail.example')],
    ['subscribers', mail('smtp:user:password@mail.example')],
    ['subscribers', mail('smtp://')],
    ['subscribers', collector('tcp:x')],
    ['subscribers', collector('udp://collector.example:514?x=1')],
    ['notify.smtp', 'smtp:intern:25'],
    ['notify.smtp', 'smtp://mail.example?user=u&pass=p'],
  ])('is nobody’s to set, not even an admin’s: %s %s', async (key, value) => {
    const {ask} = await machine({
      config: {
        subscribers: [{name: 'k', events: '*', email: {to: 'root', smtp: 'smtp://mail.example:2525'}}],
      },
    })
    const given = {key, value: [value]}
    expect(await ask(root, 'config_set', given)).toMatchObject({outcome: 'invalid_input'})
    expect((await ask(reader, 'config_set', given)).outcome).not.toBe('ok')
  })
})

describe('secrets that were written into the configuration itself', () => {
  const s3cret = 's3cr3t-of-the-hook'
  const webhook = (header: unknown) => ({url: 'https://example.org', headers: {'x-hook': header}})
  const told = (header: unknown) => ({subscribers: [{name: 'my', events: 'error', webhook: webhook(header)}]})

  test('a header is shown to nobody, where it is kept is', async () => {
    const {ask, at} = await machine({config: told(s3cret)})
    for (const [tool, values] of [
      ['config_show', {}],
      ['config_diff', {}],
      ['config_get', {key: 'subscribers'}],
    ] as const)
      for (const person of [editor, root]) {
        const result = await ask(person, tool, values)
        expect(result).toMatchObject({outcome: 'ok'})
        expect(JSON.stringify(result)).toContain('x-hook')
        expect(JSON.stringify(result)).not.toContain(s3cret)
      }
    put(at('config/config.json'), told({file: '/etc/parrot-hook'}))
    expect(JSON.stringify(await ask(editor, 'config_get', {key: 'subscribers'}))).toContain(
      '/etc/parrot-hook',
    )
  })

  test.each([
    [told(s3cret), 'subscribers'],
    [{alerts: {rules: {backup_failed: {deadman: `https://example.org/${s3cret}`}}}}, 'alerts.rules'],
    [{plugins: {backup: {BACKUP_REPOSITORY_PASSWORD: s3cret}}}, 'plugins.backup.BACKUP_REPOSITORY_PASSWORD'],
    [{plugins: {gone: {TOKEN: s3cret}}}, 'plugins.gone.TOKEN'],
    [{plugins: {hello: {HELLO_MESSAGE: `token=${s3cret}`}}}, 'plugins.hello.HELLO_MESSAGE'],
  ])('the text with %j is not given to who holds lent rights', async (config, what) => {
    const {ask} = await machine({config})
    const kept = {outcome: 'denied', problems: [{code: 'people_secret', params: {what}}]}
    for (const [tool, values] of [
      ['config_edit', {}],
      ['config_init', {dryRun: true}],
    ] as const) {
      const result = await ask(editor, tool, values)
      expect(result).toMatchObject(kept)
      expect(JSON.stringify(result)).not.toContain(s3cret)
    }
    expect(JSON.stringify(await ask(root, 'config_edit', {}))).toContain(s3cret)
  })

  test('nor one with a secret in a comment, or one that cannot be read', async () => {
    const {ask, at} = await machine({yaml: `limits:\n  pids: 99 # password=${s3cret}\n`})
    const code = {outcome: 'denied', problems: [{code: 'people_secret'}]}
    const asked = async () => [
      await ask(editor, 'config_edit', {}),
      await ask(editor, 'config_init', {dryRun: true}),
    ]
    for (const result of await asked()) expect(result).toMatchObject(code)
    put(at('config/config.yaml'), `limits: {pids: 99, ${s3cret}`)
    for (const result of await asked()) expect(JSON.stringify(result)).not.toContain(s3cret)
  })

  test('one without is', async () => {
    const {ask} = await machine({
      config: {
        ...told({file: '/etc/parrot-hook'}),
        plugins: {backup: {BACKUP_REPOSITORY_PASSWORD: {env: 'REPOSITORY'}}, hello: {HELLO_MESSAGE: 'Hi'}},
      },
    })
    expect(await ask(editor, 'config_edit', {})).toMatchObject({outcome: 'needs_input'})
  })
})

test.each(['plugin_install', 'plugin_update'])(
  '%s reads nothing of the server’s, however its source is spelt',
  async (tool) => {
    const {ask} = await machine()
    for (const source of ['GIT+https:/../../../../srv/x.tgz', 'Git+ssh:/../srv/weather#a.tgz', '/srv/x.tgz'])
      expect(
        await ask(editor, tool, tool === 'plugin_update' ? {name: 'hello', source} : {source}),
      ).toMatchObject({
        outcome: 'denied',
        problems: [{code: 'people_files'}],
      })
  },
)

test('the clock writes no file for somebody that their terminal would not', async () => {
  const {home, parrot, at} = await machine()
  const pruning = (id: string) => ({
    tool: 'events_prune',
    input: {archive: at(`${id}.jsonl`), days: 0, undelivered: true},
  })
  const entries = [
    entry('hers', {name: 'edith', uid: home.uid, person: editor}, pruning('hers')),
    entry('own', {name: home.username, uid: home.uid}, pruning('own')),
  ]
  writeSchedule(pathsFor(home), {entries})
  const {signal} = new AbortController()
  expect(await runEntry(parrot, 'hers', signal)).toMatchObject({
    outcome: 'denied',
    problems: [{code: 'people_files'}],
  })
  expect(existsSync(at('hers.jsonl'))).toBe(false)
  // The server's user is told by the operation itself that this is for a terminal.
  expect(await runEntry(parrot, 'own', signal)).toMatchObject({problems: [{code: 'prune_archive'}]})
})
