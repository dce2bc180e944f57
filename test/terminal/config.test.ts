import {spawn, spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import {dirname, join} from 'node:path'
import {describe, expect, test} from 'vitest'
import type {ConfigRow} from '../../src/host/config/rows.ts'
import {bareValue} from '../../src/terminal/config-table.ts'
import {newHome, put} from '../home.ts'
import {bin, environment, parrot} from './program.ts'
import {openTerminal} from './terminal.ts'

const config = (home: string, ...words: string[]) => parrot(home, ['config', ...words])
const yamlOf = (home: string) => join(home, 'config/config.yaml')
const textOf = (home: string) => readFileSync(yamlOf(home), 'utf8')

type Document = {
  readonly output: Record<string, unknown>
  readonly problems: readonly {readonly code: string}[]
}
const json = (home: string, ...words: string[]) =>
  JSON.parse(config(home, ...words, '--json').stdout) as Document

/** An editor: a program that gets the file as its last argument. */
function editor(home: string, script: string): string {
  const file = join(home, 'editor')
  writeFileSync(file, `#!/bin/sh\nfor file; do :; done\n${script}\n`, {mode: 0o700})
  return file
}

/** Copies that are kept lie in the home, which goes with the test. */
const editing = (home: string, script: string) => ({EDITOR: editor(home, script), TMPDIR: home})
const edit = (home: string, script: string, ...words: string[]) =>
  parrot(home, ['config', 'edit', ...words], editing(home, script))

describe('a file of one’s own', () => {
  test('is written once, with every key, for its owner only', () => {
    const {home} = newHome()
    expect(config(home, 'init', '--dry-run').stdout).toContain('  # pids: 512')
    expect(existsSync(yamlOf(home))).toBe(false)
    expect(config(home, 'init')).toMatchObject({status: 0, stderr: ''})
    expect(statSync(yamlOf(home)).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(home, 'config')).toSorted()).toEqual(['.config.guard', 'config.yaml', 'host.key'])
    const text = textOf(home)
    const again = config(home, 'init')
    expect(again).toMatchObject({status: 2, stderr: expect.stringContaining('is there already')})
    expect(textOf(home)).toBe(text)
    expect(config(home, 'check')).toEqual({status: 0, stdout: `✓ ${yamlOf(home)}\n`, stderr: ''})
  })

  test.each(['config.json', 'config.mjs', 'config.yml'])('is not written beside %s', (name) => {
    const text = name.endsWith('mjs') ? 'export default {}' : '{}'
    const {home} = newHome({[`config/${name}`]: text})
    expect(config(home, 'init').status).toBe(2)
    expect(existsSync(yamlOf(home))).toBe(false)
    expect(readFileSync(join(home, 'config', name), 'utf8')).toBe(text)
  })

  test('after config set wrote JSON, says how to have the keys and what is set in YAML, and that is so', () => {
    const {home} = newHome()
    for (const words of [
      ['limits.pids', '64'],
      ['audit.heads', '/a b', '/c'],
      ['notify.language', 'de'],
    ])
      expect(config(home, 'set', ...words).status).toBe(0)
    put(join(home, 'config/config.json'), {
      ...(JSON.parse(readFileSync(join(home, 'config/config.json'), 'utf8')) as object),
      plugins: {health_check: {PARROT_DISK_THRESHOLD: 70}},
      subscribers: [{name: 'chat', events: '*', ntfy: {topic: 'x'}}],
    })
    const set = () =>
      (json(home, 'diff').output['rows'] as {from: string}[]).map((row) => ({...row, from: ''}))
    const before = set()
    expect(before).toHaveLength(4)
    const {status, stderr} = config(home, 'init')
    const [, how = ''] = /YAML: parrot (.*)\n$/.exec(stderr) ?? []
    expect({status, how}).toEqual({status: 2, how: expect.stringMatching(/ > \S+ && rm \S+$/)})
    const shell = spawnSync('sh', ['-c', `"$0" "$1" ${how}`, process.execPath, bin], {
      env: environment(home),
      encoding: 'utf8',
    })
    expect(shell).toMatchObject({status: 0, stderr: ''})
    expect(existsSync(join(home, 'config/config.json'))).toBe(false)
    expect(textOf(home)).toMatch(/\n {2}pids: 64\n[^]*\n {2}# \w+: /)
    expect(set()).toEqual(before)
    expect(textOf(home)).toContain('PARROT_DISK_THRESHOLD: 70')
  })

  test('adds to YAML what is missing in it, and nothing of what it says is other than it was', () => {
    const own = '# mine\naudit:\n  # why\n  heads: [/c] # here\nlimits: {pids: 64}\nplugins:\n  hello: {}'
    const {home} = newHome({'config/config.yaml': own})
    const dry = config(home, 'init', '--dry-run').stdout
    expect(textOf(home)).toBe(own)
    expect(config(home, 'init')).toMatchObject({
      status: 0,
      stdout: `${yamlOf(home)} has now as comments the keys that it lacked. Change it: parrot config edit\n`,
    })
    const text = textOf(home)
    expect(text).toBe(dry)
    const added = text.split('\n').filter((line) => !own.split('\n').includes(line))
    expect(added.filter((line) => !/^(?: *#.*|[a-z]+:)?$/.test(line))).toEqual([])
    expect(text).toContain('\n  # why\n  heads: [/c] # here\n  # ')
    expect(text.match(/^limits:/gm)).toHaveLength(1)
    expect(text).toMatch(/^subscribers:\n {2}# - /m)
    expect([config(home, 'get', 'limits.pids').stdout, config(home, 'check').status]).toEqual(['64\n', 0])
    expect(config(home, 'init').status).toBe(2)
    expect(config(home, 'rollback').status).toBe(0)
    expect(textOf(home)).toBe(own)
  })

  test('adds nothing where that would change what the file says', () => {
    const own = 'audit:\n  heads:\n    - |+\n      /c\n'
    const {home} = newHome({'config/config.yaml': own})
    config(home, 'init')
    expect(json(home, 'get', 'audit.heads').output).toMatchObject({value: ['/c\n']})
  })

  test('is changed line by line: comments and order stay, and what goes is a comment again', () => {
    const {home} = newHome()
    config(home, 'init')
    const text = textOf(home)
    const line = text.split('\n').indexOf('  # pids: 512') + 1
    expect(config(home, 'set', 'limits.pids', '64')).toMatchObject({
      status: 0,
      stdout: `limits.pids is 64, by ${yamlOf(home)}:${line}.\n`,
    })
    expect(textOf(home)).toBe(text.replace('  # pids: 512', '  pids: 64'))
    writeFileSync(yamlOf(home), textOf(home).replace('pids: 64', 'pids: 65 # "few"'))
    expect(config(home, 'set', 'limits.pids', '64').status).toBe(0)
    expect(textOf(home)).toBe(text.replace('  # pids: 512', '  pids: 64 # "few"'))
    expect(config(home, 'set', 'audit.heads', '/a b', '/c').status).toBe(0)
    expect(config(home, 'get', 'audit.heads').stdout).toBe('/a b\n/c\n')
    expect(config(home, 'set', 'install.signed', 'true').status).toBe(0)
    expect(config(home, 'diff').stdout).toBe(
      `- audit.heads: []\n+ audit.heads: ["/a b","/c"]  (${yamlOf(home)}:15)\n` +
        `- install.signed: false\n+ install.signed: true  (${yamlOf(home)}:32)\n` +
        `- limits.pids: 512\n+ limits.pids: 64  (${yamlOf(home)}:${line})\n`,
    )
    for (const key of ['limits.pids', 'audit.heads', 'install.signed'])
      expect(config(home, 'unset', key).status).toBe(0)
    expect(textOf(home)).toBe(text)
    expect(config(home, 'diff').stdout).toBe('Everything is as it is by default.\n')
  })

  test('in JSON, by hand, keeps its order; an entry of a table is a key', () => {
    const {home} = newHome({'config/config.json': '{"limits": {"pids": 32}, "install": {"signed": true}}'})
    const key = `ed25519:${'A'.repeat(43)}`
    expect(config(home, 'set', 'install.keys.me@home', key).status).toBe(0)
    const file = readFileSync(join(home, 'config/config.json'), 'utf8')
    expect(JSON.parse(file)).toEqual({limits: {pids: 32}, install: {signed: true, keys: {'me@home': key}}})
    expect(Object.keys(JSON.parse(file) as object)).toEqual(['limits', 'install'])
    expect(config(home, 'unset', 'install.keys.me@home').status).toBe(0)
    expect(config(home, 'get', 'install.keys').stdout).toBe('{}\n')
  })
})

describe('a value', () => {
  test.each([
    ['limits.pids', 'many', 'limits.pids does not take this: a number is wanted'],
    ['limits.pids', '2', 'limits.pids does not take this: a number of at least 8 is wanted'],
    ['limits.pids', '99999999999999999999', 'limits.pids does not take this'],
    ['install.signed', 'yes', 'install.signed does not take this: true or false is wanted'],
    ['rbac.roles', 'roles.json', 'an absolute path is wanted'],
    ['install.registry', 'file:///etc', 'an http or https address is wanted'],
    ['log.level', 'loud', 'one of debug, info, warn, error is wanted'],
    ['log.modules.rbca', 'debug', 'Did you mean log.modules.rbac?'],
    ['log.modules.qqqqqqqq', 'debug', 'log.modules.qqqqqqqq is no key; there are '],
    [
      'alerts.rules.foo',
      '{"withn":{}}',
      'alerts.rules.foo.withn is no key; the nearest is alerts.rules.foo.within',
    ],
    ['limits.pdis', '8', 'Did you mean limits.pids?'],
    ['nothing.like.it', '8', 'There is no key'],
    ['__proto__.x', '8', 'There is no key'],
    ['plugins.health_check.DISK_THRESHOLD', '70', 'config health_check set DISK_THRESHOLD 70\n'],
    ['plugins.health_check.DISK_TRESHOLD', '7 0', 'Did you mean DISK_THRESHOLD?'],
    ['plugins.health_check.DISK_TRESHOLD', '7 0', "config health_check set DISK_THRESHOLD '7 0'\n"],
    ['plugins.health_chek.DISK_THRESHOLD', '70', 'Did you mean health_check?'],
    ['plugins.health_chek.DISK_THRESHOLD', '70', 'config health_check set DISK_THRESHOLD 70\n'],
    ['plugins.nothing_like_it.KEY', '70', 'There is no plugin'],
    ['plugins.health_check.QQQQ', '70', 'has no setting "QQQQ"'],
    ['plugins.backup.BACKUP_PASSWORD', 'hush', 'BACKUP_PASSWORD\n'],
  ])('%s %s is refused, and nothing is written', (key, value, message) => {
    const {home} = newHome({'config/config.yaml': 'limits:\n  pids: 8\n'})
    const {status, stderr} = config(home, 'set', key, value)
    expect({status, stderr}).toEqual({status: 2, stderr: expect.stringContaining(message)})
    expect(textOf(home)).toBe('limits:\n  pids: 8\n')
    expect(existsSync(join(home, 'state/config-history'))).toBe(false)
  })

  test('is shown with where it comes from', () => {
    const {home} = newHome({
      'config/config.yaml': '# mine\nlimits:\n  # few\n  pids: 32\n',
      'config/config.env':
        'PARROT_RBAC_ROLES_FILE="$SCRIPT_DIR/rbac_roles.json"\nPARROT_ALERT_EMAIL=a@example.org\nPARROT_LOG_LEVEL=info\nPARROT_DEBUG=true\n',
    })
    const {stdout} = parrot(home, ['config', 'show', '--origin'], {
      PARROT_DISK_THRESHOLD: '70',
      PARROT_RBAC_ENABLED: 'false',
    })
    const line = (start: string) =>
      stdout
        .split('\n')
        .find((one) => one.startsWith(start))
        ?.replaceAll(/ +/g, ' ')
    expect(line('limits.pids')).toBe(`limits.pids 32 ${yamlOf(home)}:4`)
    expect(line('limits.graceMs')).toBe('limits.graceMs 5000 default')
    expect(line('rbac.roles')).toBe(`rbac.roles "${home}/config/rbac_roles.json" ${home}/config/config.env:1`)
    expect(line('plugins.health_check.DISK_THRESHOLD')).toBe(
      'plugins.health_check.DISK_THRESHOLD 70 PARROT_DISK_THRESHOLD',
    )
    expect(line('PARROT_ALERT_EMAIL')).toContain('sets notify.alertEmail')
    expect(line('PARROT_LOG_LEVEL')).toContain('sets log.level')
    expect(line('PARROT_DEBUG')).toContain('nothing listens to it yet')
    expect(line('PARROT_RBAC_ENABLED')).toContain('ignored: it would switch a safeguard off')
    expect(line('PARROT_DISK_THRESHOLD')).toContain('the environment sets DISK_THRESHOLD')
  })

  test('that something stronger overrides is set, and said', () => {
    const {home} = newHome()
    const {status, stderr} = parrot(home, ['config', 'set', 'install.registry', 'https://a.example'], {
      PARROT_NPM_REGISTRY: 'https://b.example',
    })
    expect({status, stderr}).toEqual({
      status: 0,
      stderr: expect.stringContaining('what counts is PARROT_NPM_REGISTRY'),
    })
  })

  test('may be tried first', () => {
    const {home} = newHome()
    config(home, 'init')
    const text = textOf(home)
    expect(config(home, 'set', 'limits.pids', '64', '--dry-run').stdout).toContain('would be changed')
    expect(config(home, 'rollback', '--dry-run').status).toBe(2)
    expect(textOf(home)).toBe(text)
    expect(readdirSync(join(home, 'state/config-history'))).toEqual(['1.json'])
  })

  test('that is a list of what has parts is JSON for a script, one of plain values a line each', () => {
    const subscriber = {name: 'sec', events: ['*'], webhook: {url: 'https://hooks.example/x'}}
    const {home} = newHome({'config/config.json': {subscribers: [subscriber]}})
    const {stdout} = parrot(home, ['config', 'get', 'subscribers'])
    expect(JSON.parse(stdout)).toMatchObject([{name: 'sec'}])
    expect(bareValue({value: ['a', 1, 'b']} as unknown as ConfigRow)).toBe('a\n1\nb')
  })

  test('of a profile goes over the file, from the flag and from the variable', () => {
    const {home} = newHome({
      'config/config.yaml': 'limits: {pids: 64}',
      'config/profiles/night.yaml': 'limits:\n  pids: 32\n',
    })
    const get = (...words: string[]) => parrot(home, [...words, 'config', 'get', 'limits.pids']).stdout
    expect(get()).toBe('64\n')
    expect(get('--profile', 'night')).toBe('32\n')
    expect(get('--profile=night')).toBe('32\n')
    expect(parrot(home, ['config', 'get', 'limits.pids'], {PARROT_PROFILE: 'night'}).stdout).toBe('32\n')
    expect(parrot(home, ['hello', '--profile', 'day'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(
        /There is no profile "day", which --profile asks for\.\n→ .* leave --profile out\.\n/,
      ),
    })
    expect(parrot(home, ['hello'], {PARROT_PROFILE: 'day'})).toMatchObject({
      status: 70,
      stderr: expect.stringContaining('which PARROT_PROFILE asks for'),
    })
    expect(parrot(home, ['hello', '--profile'])).toMatchObject({status: 2})
  })
})

test('no secret is shown, whatever it stands in', () => {
  const secret = 'hunter2hunter2'
  const {home} = newHome({
    'config/config.yaml': `plugins:
  gone: {API_KEY: ${secret}}
  hello: {NOTHING_IT_KNOWS: ${secret}}
install:
  registry: https://me:${secret}@registry.example/
  indexes: ["https://me:${secret}@index.example/"]
subscribers:
  - {name: chat, events: error, webhook: {url: "https://hooks.example/services/${secret}"}}
  - {name: phone, events: error, ntfy: {topic: ${secret}}}
`,
  })
  for (const words of [
    ['show', '--origin'],
    ['diff'],
    ['get', 'install.registry'],
    ['get', 'subscribers'],
    ['get', 'plugins.gone.API_KEY'],
    ['check'],
  ]) {
    for (const json of [[], ['--json']]) {
      const {stdout, stderr} = config(home, ...words, ...json)
      expect(stdout + stderr).not.toContain(secret)
    }
  }
  expect(config(home, 'show').stdout).toMatch(/plugins\.gone\.API_KEY +set from the configuration/)
  expect(config(home, 'set', 'install.registry', `https://me:${secret}@other.example`).status).toBe(0)
  expect(config(home, 'set', 'install.registry', `me:${secret}@other.example`).stderr).not.toContain(secret)
  writeFileSync(yamlOf(home), `limits: {pids: ${secret}}`, {mode: 0o600})
  expect(config(home, 'show').stderr).not.toContain(secret)
  rmSync(yamlOf(home))
  expect(parrot(home, ['audit', 'export']).stdout).not.toContain(secret)
})

describe('edit', () => {
  test('starts with what init would write, and puts what is right in place', () => {
    const {home} = newHome()
    const script = `sed -i 's/^  # pids: .*/  pids: 99/' "$file"; stat -c %a "$file" "$(dirname "$file")" >${home}/modes`
    expect(edit(home, script)).toEqual({
      status: 0,
      stdout: `${yamlOf(home)} is as you wrote it.\n`,
      stderr: '',
    })
    expect(config(home, 'get', 'limits.pids').stdout).toBe('99\n')
    expect(statSync(yamlOf(home)).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(home, 'modes'), 'utf8')).toBe('600\n700\n')
    expect(edit(home, 'true').stdout).toBe(`${yamlOf(home)} is as it was.\n`)
  })

  test('leaves a broken text where it is, says its place, and keeps it elsewhere', () => {
    const {home} = newHome({'config/config.yaml': 'limits:\n  pids: 64\n'})
    const {status, stderr} = edit(home, `printf 'limits:\\n  pidz: 3\\n' >"$file"`)
    expect(status).toBe(2)
    expect(textOf(home)).toBe('limits:\n  pids: 64\n')
    const [, copy = ''] = /is kept in (\S+)/.exec(stderr) ?? []
    expect(stderr).toContain(`${copy}:2:3: limits.pidz is not a key; the nearest is limits.pids.`)
    expect(stderr).not.toContain(yamlOf(home))
    expect(dirname(dirname(copy))).toBe(home)
    expect(readFileSync(copy, 'utf8')).toBe('limits:\n  pidz: 3\n')
  })

  test('takes the editor as words and never as shell', () => {
    const {home} = newHome({'config/config.yaml': 'limits:\n  pids: 64\n'})
    const script = editor(home, `printf '%s\\n' "$@" >${home}/words`)
    const run = (EDITOR: string, more = {}) =>
      parrot(home, ['config', 'edit'], {EDITOR, TMPDIR: home, ...more})
    expect(run(`${script} --wait  -n`).status).toBe(0)
    expect(readFileSync(join(home, 'words'), 'utf8')).toMatch(/^--wait\n-n\n\/.*\/config\.yaml\n$/)
    expect(run(`${script} ; touch ${home}/ran`).status).toBe(0)
    expect(run(`${script} $(touch ${home}/ran)`).status).toBe(0)
    expect(existsSync(join(home, 'ran'))).toBe(false)
    const left = () => readdirSync(home).filter((name) => name.startsWith('parrot-edit-')).length
    const before = left()
    expect(run('/nowhere/vi', {VISUAL: script}).status).toBe(0)
    expect(run('/nowhere/vi')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('cannot be started'),
    })
    expect(left()).toBe(before)
    expect(edit(home, 'exit 3')).toMatchObject({status: 1, stderr: expect.stringContaining('ended with 3')})
    expect(textOf(home)).toBe('limits:\n  pids: 64\n')
  })

  test('does not write over what somebody else did meanwhile', () => {
    const {home} = newHome({'config/config.yaml': 'limits:\n  pids: 64\n'})
    const theirs = 'limits:\n  pids: 70\n'
    const {status, stderr} = edit(home, `printf '${theirs}' >${yamlOf(home)}; echo '# mine' >>"$file"`)
    expect({status, stderr}).toEqual({status: 2, stderr: expect.stringContaining('changed by somebody else')})
    expect(stderr).toContain(yamlOf(home))
    expect(textOf(home)).toBe(theirs)
  })

  test('asks again where somebody is there', async () => {
    const {home} = newHome({'config/config.yaml': 'limits:\n  pids: 64\n'})
    const script = `if [ -e ${home}/once ]; then echo 'limits: {pids: 65}' >"$file"; else touch ${home}/once; echo '{' >"$file"; fi`
    const {see, press, ended} = openTerminal(home, ['config', 'edit'], editing(home, script))
    await see('Edit again?')
    press('y\r')
    expect(await ended).toMatchObject({status: 0, screen: expect.stringContaining('is as you wrote it')})
    expect(config(home, 'get', 'limits.pids').stdout).toBe('65\n')
  })

  test('never takes the right to everything from the one who edits', () => {
    const uid = process.getuid?.() ?? 0
    const {home} = newHome({
      'config/config.yaml': 'limits:\n',
      'few.json': {users: {me: {roles: ['viewer'], uid}}},
    })
    chmodSync(join(home, 'few.json'), 0o600)
    expect(config(home, 'set', 'rbac.users', join(home, 'few.json'))).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('would take the right to everything from you'),
    })
    expect(edit(home, `printf 'rbac: {users: ${home}/few.json}' >"$file"`).status).toBe(2)
    expect(config(home, 'set', 'rbac.users', join(home, 'nobody.json')).status).toBe(0)
  })
})

describe('broken', () => {
  const breakings: readonly (readonly [string, string | Buffer, RegExp])[] = [
    ['half-written', 'limits:\n  pids: 6\n  "gr', /config\.yaml:3:/],
    ['emptied', '', /config\.yaml:1:1: /],
    ['of a duplicate key', 'limits: {}\nlimits: {}\n', /config\.yaml:2:1: /],
    ['a bomb', 'a: &a [x, x]\nb: &b [*a, *a, *a]\n'.replace('b:', 'pl:'), /config\.yaml:1:1: /],
    ['deep', '['.repeat(100_000), /config\.yaml:1:\d+: /],
  ]
  test.each(breakings)('%s: nothing runs but what mends it', (_, text, place) => {
    const {home} = newHome()
    config(home, 'init')
    config(home, 'set', 'limits.pids', '64')
    const good = textOf(home)
    writeFileSync(yamlOf(home), text)

    expect(parrot(home, ['hello'])).toMatchObject({
      status: 70,
      stdout: '',
      stderr: expect.stringMatching(place),
    })
    expect(config(home, 'show')).toMatchObject({status: 70, stdout: ''})
    expect(config(home, 'set', 'limits.pids', '8').status).toBe(70)
    const doctor = parrot(home, ['doctor'])
    expect({status: doctor.status, out: doctor.stdout + doctor.stderr}).toEqual({
      status: 3,
      out: expect.stringMatching(place),
    })
    expect(config(home, 'check')).toMatchObject({status: 3, stdout: expect.stringMatching(place)})

    const worse = edit(home, `echo '}' >>"$file"`)
    expect(worse).toMatchObject({status: 2, stderr: expect.stringMatching(/config\.yaml:\d+:\d+: /)})
    expect(readFileSync(yamlOf(home), 'utf8')).toBe(text)
    const back = config(home, 'rollback')
    expect(back).toMatchObject({status: 0, stdout: expect.stringContaining('is number 2 again')})
    const [, kept = ''] = /What was broken is kept: (\S+)/.exec(back.stdout) ?? []
    expect(readFileSync(kept, 'utf8')).toBe(text)
    expect(textOf(home)).toBe(good)
    expect(config(home, 'get', 'limits.pids').stdout).toBe('64\n')

    writeFileSync(yamlOf(home), text)
    expect(edit(home, `echo 'limits: {pids: 9}' >"$file"`).status).toBe(0)
    expect(config(home, 'get', 'limits.pids').stdout).toBe('9\n')
  })

  test('by somebody else’s hand: what could have been written by others is not edited but closed', () => {
    const {home} = newHome({'config/config.yaml': 'limits:\n'})
    chmodSync(yamlOf(home), 0o666)
    expect(config(home, 'edit')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(`chmod go-w ${yamlOf(home)}`),
    })
    expect(config(home, 'check')).toMatchObject({
      status: 3,
      stdout: expect.stringContaining(`chmod go-w ${yamlOf(home)}`),
    })
  })

  test('config.env stops everything, and says where', () => {
    const {home} = newHome({
      'config/config.env': 'PARROT_LOG_LEVEL=INFO\nPARROT_DISK_THRESHOLD=$(cat /etc/passwd)\n',
    })
    expect(parrot(home, ['hello'])).toMatchObject({
      status: 70,
      stderr: expect.stringMatching(/config\.env:2:23: /),
    })
    expect(config(home, 'check').status).toBe(3)
  })
})

test.runIf(process.getuid?.() === 0)(
  'as an ordinary user, a file one may not read stops everything and is named',
  () => {
    const nobody = 65_534
    const {home} = newHome({'config/config.yaml': 'limits:\n'})
    for (const path of ['.', 'config', 'config/config.yaml']) chownSync(join(home, path), nobody, nobody)
    chmodSync(yamlOf(home), 0o000)
    const run = (...words: string[]) =>
      spawnSync(process.execPath, [bin, ...words], {
        env: environment(home),
        cwd: home,
        uid: nobody,
        gid: nobody,
        encoding: 'utf8',
      })
    expect(run('hello')).toMatchObject({
      status: 70,
      stderr: expect.stringContaining(`${yamlOf(home)}: permission denied`),
    })
    expect(run('config', 'check')).toMatchObject({
      status: 3,
      stdout: expect.stringContaining('permission denied'),
    })
    expect(run('config', 'edit').status).toBe(2)
    chmodSync(yamlOf(home), 0o600)
    expect(run('config', 'set', 'limits.pids', '9')).toMatchObject({status: 0, stderr: ''})
    expect(run('config', 'get', 'limits.pids').stdout).toBe('9\n')
  },
)

describe('check', () => {
  test('holds a file against the schema without running or believing it', () => {
    const {home} = newHome({
      'a.yaml': 'limits: {pids: 4}',
      'b.env': 'PARROT_DSIK_THRESHOLD=3\nX=`id`',
      'c.mjs': `import fs from 'node:fs'; fs.writeFileSync(new URL('ran', import.meta.url), '')\nexport default {}`,
      'd.txt': 'x',
    })
    expect(config(home, 'check', 'a.yaml')).toMatchObject({
      status: 3,
      stdout: expect.stringContaining(`${home}/a.yaml:1:10: `),
    })
    expect(config(home, 'check', 'b.env').stdout).toMatch(
      /b\.env:2:3: [\s\S]*nearest is PARROT_DISK_THRESHOLD/,
    )
    for (const file of ['c.mjs', 'd.txt', 'nowhere.yaml']) expect(config(home, 'check', file).status).toBe(2)
    expect(existsSync(join(home, 'ran'))).toBe(false)
    expect(json(home, 'check', 'a.yaml')).toMatchObject({
      output: {ok: false, problems: [{code: 'config_wrong_number'}]},
    })
  })

  test('knows roles and users, files that do not count, and variables that nobody hears', () => {
    const {home} = newHome({'config/config.json': {}, 'config/config.yaml': 'limits:\n'})
    const {status, stdout} = parrot(home, ['config', 'check'], {PARROT_DISK_TRESHOLD: '1'})
    expect(status).toBe(0)
    expect(stdout).toContain(`${yamlOf(home)} is not read`)
    expect(stdout).toContain('The nearest is PARROT_DISK_THRESHOLD')
    put(join(home, 'config/rbac_users.json'), '{"users": {"bob": {"roles": ["king"]}}}')
    expect(config(home, 'check')).toMatchObject({status: 3, stdout: expect.stringContaining('king')})
  })
})

describe('history', () => {
  test('keeps what was good, and goes back and forth', () => {
    const {home} = newHome({'config/config.yaml': '# by hand\nlimits: {pids: 10}\n'})
    expect(config(home, 'history').stdout).toBe('Nothing is kept yet.\n')
    expect(config(home, 'rollback').status).toBe(2)
    for (const pids of ['20', '30']) config(home, 'set', 'limits.pids', pids)
    writeFileSync(yamlOf(home), '# by hand again\nlimits: {pids: 40}\n', {mode: 0o600})
    config(home, 'set', 'limits.pids', '50')
    const {kept} = json(home, 'history').output as {kept: {number: number; why: string; current: boolean}[]}
    expect(kept.map(({number, why, current}) => [number, why, current])).toEqual([
      [5, 'config set limits.pids', true],
      [4, 'as it was found', false],
      [3, 'config set limits.pids', false],
      [2, 'config set limits.pids', false],
      [1, 'as it was found', false],
    ])
    const pids = () => config(home, 'get', 'limits.pids').stdout.trim()
    expect(config(home, 'rollback').status).toBe(0)
    expect([pids(), textOf(home)]).toEqual(['40', '# by hand again\nlimits: {pids: 40}\n'])
    config(home, 'rollback')
    expect(pids()).toBe('50')
    config(home, 'rollback', '1')
    expect([pids(), textOf(home)]).toEqual(['10', '# by hand\nlimits: {pids: 10}\n'])
    expect(config(home, 'rollback', '77')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no number 77'),
    })
    const folder = join(home, 'state/config-history')
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  })

  test('brings a deleted file back, and holds no more than 20', () => {
    const {home} = newHome()
    for (let pids = 8; pids < 20; pids++) config(home, 'set', 'limits.pids', `${pids}`)
    const file = join(home, 'config/config.json')
    for (let pids = 20; pids < 32; pids++) {
      writeFileSync(file, JSON.stringify({limits: {pids: pids + 1000}}))
      config(home, 'set', 'limits.pids', `${pids}`)
    }
    const {kept} = json(home, 'history').output as {kept: object[]}
    expect(kept).toHaveLength(20)
    rmSync(file)
    expect(config(home, 'rollback').status).toBe(0)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({limits: {pids: 31}})
  })

  test('what somebody put there or damaged is not taken', () => {
    const {home} = newHome({'config/config.yaml': 'limits: {pids: 10}\n'})
    config(home, 'set', 'limits.pids', '20')
    put(join(home, 'state/config-history/3.json'), '{"at": "x", "by": ')
    put(join(home, 'state/config-history/4.json'), {
      at: 'x',
      by: 'x',
      why: 'x',
      name: 'config.yaml',
      text: 'limits: {pidz: 1}',
    })
    put(join(home, 'state/config-history/5.json'), {
      at: 'x',
      by: 'x',
      why: 'x',
      name: 'config.yaml',
      text: 'limits: {pids: 9}',
    })
    chmodSync(join(home, 'state/config-history/5.json'), 0o666)
    expect(config(home, 'rollback', '4')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('nearest is limits.pids'),
    })
    expect(config(home, 'rollback', '5').status).toBe(2)
    expect(config(home, 'rollback', '3').status).toBe(2)
    expect(config(home, 'rollback', '1').status).toBe(0)
    expect(config(home, 'get', 'limits.pids').stdout).toBe('10\n')
  })
})

test('many at once all count', async () => {
  const {home} = newHome()
  config(home, 'init')
  const keys = ['pids', 'graceMs', 'timeoutMs', 'outputBytes', 'memoryBytes']
  const runs = keys.map((key) => {
    const child = spawn(
      process.execPath,
      [bin, 'config', 'set', `limits.${key}`, key === 'memoryBytes' ? '20000000' : '5000'],
      {
        env: environment(home),
      },
    )
    return once(child, 'exit')
  })
  expect((await Promise.all(runs)).map(([status]) => status as number)).toEqual([0, 0, 0, 0, 0])
  const {rows} = json(home, 'diff').output as {rows: {key: string}[]}
  expect(rows.map(({key}) => key)).toEqual(
    expect.arrayContaining(keys.filter((key) => key !== 'graceMs').map((key) => `limits.${key}`)),
  )
})

test('who has no right to it is refused; to check and to mend is for whoever is at the terminal', () => {
  const uid = process.getuid?.() ?? 0
  const {home} = newHome({
    'config/config.yaml': 'limits:\n',
    'config/rbac_users.json': {users: {me: {roles: ['operator'], uid}}},
  })
  for (const words of [
    ['show'],
    ['diff'],
    ['history'],
    ['get', 'limits.pids'],
    ['set', 'limits.pids', '9'],
    ['unset', 'limits.pids'],
    ['init'],
    ['edit'],
    ['rollback'],
  ])
    expect(config(home, ...words), words.join(' ')).toMatchObject({status: 77, stdout: ''})
  expect(config(home, 'check').status).toBe(0)
  expect(parrot(home, ['whoami']).stdout).toContain('operator')
})
