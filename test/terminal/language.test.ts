import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {newHome, put, root} from '../home.ts'
import {emptyHome, enabledPlugin, givePlugin} from './fixtures.ts'
import {parrot} from './program.ts'
import {openTerminal} from './terminal.ts'

const german = {LANG: 'de_DE.UTF-8'}

/** Somebody who may do next to nothing. */
function viewer(): string {
  const home = emptyHome()
  const uid = process.getuid?.() ?? -1
  put(join(home, 'config/rbac_users.json'), {users: {bob: {roles: ['viewer'], uid}}})
  return home
}

const refusal = ['user', 'add', 'eve', '--role', 'admin']

test('a refusal is told in the language of the locale, with the same exit status', () => {
  const home = viewer()
  const english = parrot(home, refusal)
  const told = parrot(home, refusal, german)
  expect([english.status, told.status]).toEqual([77, 77])
  expect(english.stderr).toMatch(/^Error: None of your roles covers "rbac:manage"\.\n→ See which roles/)
  expect(told.stderr).toMatch(
    /^Fehler: Keine Ihrer Rollen deckt "rbac:manage" ab\.\n→ Ihre Rollen zeigt: parrot whoami/,
  )
})

test('--lang goes before PARROT_LANG, and that before the locale', () => {
  const home = viewer()
  const words = (args: readonly string[], env: Readonly<Record<string, string>>) =>
    parrot(home, args, env).stderr.slice(0, 6)
  expect(words([...refusal, '--lang', 'de'], {PARROT_LANG: 'en'})).toBe('Fehler')
  expect(words(['--lang=en', ...refusal], {PARROT_LANG: 'de'})).toBe('Error:')
  expect(words(refusal, {PARROT_LANG: 'en', ...german})).toBe('Error:')
  expect(words(refusal, {PARROT_LANG: 'de'})).toBe('Fehler')
  expect(words(refusal, {LANG: 'fr_FR.UTF-8'})).toBe('Error:')
})

test('a --lang that there is not is told and runs nothing', () => {
  const home = emptyHome()
  expect(parrot(home, ['whoami', '--lang', 'tlh'])).toEqual({
    status: 2,
    stdout: '',
    stderr: 'Error: --lang: "tlh" is no language that Parrot speaks.\n→ Give one of en, de.\n',
  })
  expect(parrot(home, ['whoami', '--lang'], german)).toMatchObject({status: 2, stdout: ''})
  const {status, stdout} = parrot(home, ['--lang', 'tlh', 'whoami', '--json'])
  expect([status, (JSON.parse(stdout) as {problems: {code: string}[]}).problems[0]?.code]).toEqual([
    2,
    'lang_unknown',
  ])
})

/** The document without what every call has anew. */
const lasting = (json: string) => json.replace(/"call": "[^"]*"/, '').replace(/"ms": [\d.]+/, '')

test.each([
  [refusal],
  [['can', 'bob', 'x:y']],
  [['whoami']],
  [['nosuch']],
  [['plugin', 'list']],
  [['role', 'show']],
  [['config', 'check']],
  [['doctor']],
])('%j --json has the same bytes in every language', (args) => {
  const home = viewer()
  const english = parrot(home, [...args, '--json'])
  const told = parrot(home, [...args, '--json'], german)
  expect(english.stdout.length).toBeGreaterThan(50)
  expect(lasting(told.stdout)).toBe(lasting(english.stdout))
  expect(told.status).toBe(english.status)
})

test('the journal is the same whoever reads', () => {
  const home = emptyHome()
  for (const env of [{}, german]) parrot(home, ['user', 'remove', 'nobody'], env)
  const {stdout} = parrot(home, ['events', 'list', '--type', 'CALL_FINISHED', '--json'])
  const payloads = stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as {payload: Record<string, unknown>}).payload)
  const [first, second] = payloads.map((payload) => ({...payload, call: '', ms: 0}))
  expect(payloads).toHaveLength(2)
  expect(second).toEqual(first)
  expect(stdout).not.toMatch(/Es gibt/)
})

test('help, lists and answers', () => {
  const home = emptyHome()
  const say = (...args: string[]) => parrot(home, args, german).stdout
  expect(say('--help')).toMatch(/^Genehmigte Vorgänge auf diesem Rechner/)
  expect(say('--help')).toMatch(/\nBEFEHLE\n[^]*\n {2}role +Die Rollen und was sie erlauben\n/)
  const help = say('user', 'add', '--help')
  expect(help).toMatch(/^Einen Benutzer anlegen\n\nAUFRUF\n {2}\$ parrot user add/)
  expect(help).toMatch(/\nOPTIONEN\n[^]*--role[^\n]*\(erforderlich\) Eine Rolle, die er bekommt/)
  expect(help).toMatch(/\nGEMEINSAME OPTIONEN\n[^]*--json +Ein JSON-Dokument/)
  expect(help).toMatch(/\nEXIT-STATUS\n[^]*77 +denied: die Rolle des Aufrufers erlaubt es nicht/)
  expect(say('whoami')).toMatch(/^\S+ \(uid \d+\), Rolle admin\ndarf:\n {2}\*\n$/)
  expect(say('role', 'list')).toMatch(/^ROLLE +BENUTZER +RECHTE\nadmin /)
  expect(say('can', 'viewer', 'a:b')).toMatch(
    /^nein: a:b, keine Regel passt\n→ Die Rolle "viewer" bräuchte "a:b"\.\n$/,
  )
})

test('how the server is, its labels and what stands behind them', () => {
  const home = emptyHome()
  parrot(home, ['server', 'start'])
  try {
    const {stdout} = parrot(home, ['server', 'status'], german)
    expect(stdout).toMatch(
      /^Version +\d[^]*\ngestartet +\d{4}-\d\d-\d\d \d\d:\d\d, von Hand\nläuft seit +\d+ s\n/,
    )
    expect(stdout).toMatch(/\nAufrufer +durch [^]*\nSocket +\S+ \(0 verbunden\)\n/)
    expect(stdout).toMatch(/\nSitzungen +0\nAufrufe +0 laufen, 0 bisher\nneu gelesen +noch nicht\n/)
  } finally {
    parrot(home, ['server', 'stop'])
  }
})

test('alerts say what a plugin found in the language of whoever reads', () => {
  const home = emptyHome()
  parrot(home, ['health_check', '--disk-threshold', '1'])
  parrot(home, ['alert', 'check'])
  const told = (command: string) => parrot(home, ['alert', command], german).stdout
  for (const command of ['list', 'check'])
    expect(told(command)).toMatch(/health_check hat etwas gefunden: .*\d in Ordnung/)
})

test('where there is only ASCII, letters of German are written as one writes them there', () => {
  const {stdout} = parrot(emptyHome(), ['can', 'viewer', 'a:b'], {LANG: 'de_DE.ISO-8859-1'})
  expect(stdout).toMatch(/-> Die Rolle "viewer" braeuchte "a:b"/)
})

test('consent: what it may do is read in German, and ja is a yes', async () => {
  const home = emptyHome()
  givePlugin(home, {
    name: 'weather',
    permissions: ['weather:show', 'fs:read:/usr/share/doc', 'net:connect:api.example.org'],
  })
  const asked = openTerminal(home, ['plugin', 'approve', 'weather'], german)
  const screen = await asked.see('weather genehmigen? [j/N] ')
  expect(screen).toMatch(/darf \/usr\/share\/doc lesen\n[^]*darf sich mit api\.example\.org/)
  expect(screen).toMatch(/nicht signiert, Risiko (?:gering|mittel|hoch)\n[^]*Nach der Genehmigung:/)
  asked.press('ja\r')
  expect(await asked.ended).toMatchObject({
    status: 0,
    screen: expect.stringContaining('weather ist aktiviert. Es:'),
  })
  const english = openTerminal(home, ['plugin', 'approve', 'weather'])
  await english.see('Approve weather? [y/N] ')
  english.press('ja\r')
  expect((await english.ended).status).toBe(2)
})

const manifest = {
  name: 'towns',
  description: 'The towns near by',
  input: {
    type: 'object',
    additionalProperties: false,
    properties: {most: {type: 'integer', description: 'How many'}},
  },
  output: {
    type: 'object',
    'x-table': {rows: 'towns', summary: 'line', columns: [{key: 'name', title: 'town'}, {key: 'why'}]},
  },
  messages: {
    de: {
      'The towns near by': 'Die Orte in der Nähe',
      'How many': 'Wie viele <%= process %>',
      town: 'Ort',
      '{count} towns': '{count} {count?Ort|Orte}',
      'near {place}': 'bei {place}',
    },
    fr: {town: 'ville'},
  },
}

test("a plugin's messages are used, and are as harmless as its other texts", () => {
  const home = emptyHome()
  const result = {towns: [{name: 'town', why: 'near Bern'}], line: '1 towns'}
  enabledPlugin(home, manifest, `echo '${JSON.stringify(result)}'`)
  const say = (...args: string[]) => parrot(home, args, german).stdout
  expect(say('--help')).toMatch(/\n {2}towns +Die Orte in der Nähe\n/)
  const help = say('towns', '--help')
  expect(help).toMatch(/^Die Orte in der Nähe\n/)
  expect(help).toMatch(/--most=<number> +Wie viele < %= process % >\n/)
  expect(say('towns')).toMatch(/^Ort\ntown +bei Bern\n\n1 Ort\n$/)
  expect(parrot(home, ['towns']).stdout).toMatch(/^town\ntown +near Bern\n\n1 towns\n$/)
  const json = (env: Readonly<Record<string, string>>) =>
    lasting(parrot(home, ['towns', '--json'], env).stdout)
  expect(json(german)).toBe(json({}))
})

test('a start in English reads nothing of German', () => {
  const home = emptyHome()
  const list = join(home, 'loaded.cjs')
  writeFileSync(
    list,
    "process.on('exit', () => require('fs').writeFileSync(process.env.LOADED, Object.keys(require.cache).join('\\n')))",
  )
  const holding = (env: Readonly<Record<string, string>>) => {
    const loaded = join(home, 'loaded')
    const {status} = parrot(home, ['whoami'], {...env, NODE_OPTIONS: `--require=${list}`, LOADED: loaded})
    expect(status).toBe(0)
    const files = readFileSync(loaded, 'utf8')
      .split('\n')
      .filter((file) => file.startsWith(join(root, 'dist')))
    expect(files.length).toBeGreaterThan(2)
    return files.filter((file) => readFileSync(file, 'utf8').includes('Keine Ihrer Rollen'))
  }
  expect(holding({})).toEqual([])
  expect(holding(german)).toHaveLength(1)
})

test('what is by default or came with Parrot, the checks of doctor and the settings that a step lacks are told in German', () => {
  const {home} = newHome()
  const german = (...words: string[]) => {
    const {stdout, stderr} = parrot(home, ['--lang', 'de', ...words])
    return (stdout + stderr).replaceAll(/\s+/g, ' ')
  }
  expect(german('config', 'unset', 'limits.rate')).toContain('limits.rate ist 3600, durch Vorgabe.')
  expect(german('config', 'show', '--origin')).toContain('limits.rate 3600 Vorgabe')
  expect(german('plugin', 'config', 'hello')).toContain('"Hello, World!" "Hello, World!" Vorgabe')
  expect(german('plugin', 'list')).toMatch(/backup \S+ aktiviert hoch mitgeliefert mitgeliefert/)
  expect(german('doctor')).toContain('Konfiguration: 5 Rollen')
  expect(german('backup', 'create')).toContain('Es ist: Ordner und Dateien, die gesichert werden')
})

test('a flag that lacks its value, or is there twice, is told as what Parrot itself refuses', () => {
  const home = emptyHome()
  const told = (...words: string[]) => parrot(home, words, german).stderr
  expect(told('health_check', '--disk-threshold')).toBe(
    'Fehler: --disk-threshold braucht einen Wert.\n→ Wie man es schreibt, zeigt: parrot health_check --help\n',
  )
  expect(told('events', 'list', '--limit', '1', '--limit', '2')).toContain(
    '--limit darf nur einmal dastehen.',
  )
})

test('what a shipped plugin is called, what became of it, and what a setting lacks', () => {
  const home = emptyHome()
  const told = (...words: string[]) => parrot(home, words, german)
  expect(told('plugin', 'inspect', 'hello').stdout).toContain('hello 1.0.0  Beispiel: Plugin für Hallo Welt')
  expect(told('clean_cache', 'plan').stdout).toMatch(/^apt +(?:vorgesehen|nicht da) /m)
  expect(told('backup', 'create').stderr).toMatch(
    /BACKUP_DIR \/ORDNER\n[^]*BACKUP_SOURCES WERT\n|WERT\n[^]*\/ORDNER\n/,
  )
  const planned = told('setup_cron', '--grant', '--dry-run').stdout
  expect(planned).toMatch(/^neu +health_check /m)
  expect(planned).toMatch(
    /^weggelassen +backup [^]*noch nicht eingerichtet: BACKUP_SOURCES hat keinen Wert; siehe:/m,
  )
})
