import {chmodSync, copyFileSync, mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {newHome, put} from '../home.ts'
import {givePlugin} from './fixtures.ts'
import {parrot} from './program.ts'

test.each([
  ['plugin', 'install', './data/plugins/greet'],
  ['plugin', 'test', './data/plugins/greet/'],
  ['plugin', 'dev', './data/plugins/greet'],
])('%s %s %s: a program that may not be run is named as seen from here', (...words) => {
  const {home} = newHome()
  givePlugin(home, {name: 'greet', permissions: ['greet:say']})
  chmodSync(join(home, 'data/plugins/greet/run.sh'), 0o644)
  const {status, stderr} = parrot(home, words)
  expect(status).not.toBe(0)
  expect(stderr).toContain('→ Mend it: chmod +x ./data/plugins/greet/run.sh\n')
})

test.each(['install', 'test', 'dev'])(
  'plugin %s: a program without a #! line is told what is missing',
  (verb) => {
    const {home} = newHome()
    givePlugin(home, {name: 'greet', permissions: ['greet:say']})
    writeFileSync(join(home, 'data/plugins/greet/run.sh'), 'echo hi\n')
    expect(parrot(home, ['plugin', verb, './data/plugins/greet'])).toMatchObject({
      stderr: expect.stringMatching(
        /neither a #! line nor is it a program[^]*→ Begin it with the line #!\/usr\/bin\/env bash/,
      ),
    })
  },
)

test('only an editor that is there is proposed', () => {
  const {home} = newHome()
  const empty = join(home, 'empty')
  mkdirSync(empty)
  const edit = (more: Readonly<Record<string, string>>) =>
    parrot(home, ['config', 'edit'], {EDITOR: 'no-such', ...more}).stderr
  expect(edit({PATH: empty})).toContain('→ Install it, or name one that is there in EDITOR.')
  const ed = join(empty, 'ed')
  givePlugin(home, {name: 'greet', permissions: ['greet:say']})
  copyFileSync(join(home, 'data/plugins/greet/run.sh'), ed)
  chmodSync(ed, 0o755)
  expect(edit({PATH: empty})).toContain('EDITOR=ed parrot config edit')
})

test('a list as JSON is proposed as the other command takes it', () => {
  const {home} = newHome()
  const {stderr} = parrot(home, ['config', 'set', 'plugins.backup.BACKUP_SOURCES', '["/srv", "/etc x"]'])
  expect(stderr).toContain("config backup set BACKUP_SOURCES '/srv,/etc x'\n")
  expect(
    parrot(home, ['plugin', 'config', 'backup', 'set', 'BACKUP_SOURCES', '/srv,/etc x', '--json']).stdout,
  ).toContain('"/etc x"')
})

test('what takes something away is proposed for a slip only', () => {
  const {home} = newHome()
  const said = (...words: string[]) => parrot(home, words).stderr
  expect(said('user', 'revoke', 'ada', 'viewer')).toContain('→ See what there is: parrot user --help')
  expect(said('user', 'remov', 'ada')).toContain('Did you mean: parrot user remove')
  expect(said('key', 'revok', 'ada')).toContain('Did you mean: parrot key revoke')
})

test('cron is a topic, with what cron itself calls', () => {
  const {home} = newHome()
  const {status, stdout} = parrot(home, ['cron', '--help'])
  expect(status).toBe(0)
  expect(stdout).toMatch(/setup_cron[^]*cron missed[^]*cron run/)
  expect(parrot(home, ['--help']).stdout).toMatch(/^ +cron +What cron runs/m)
  expect(parrot(home, ['--lang', 'de', 'cron', '--help']).stdout).toContain(
    'Was cron aus dem Zeitplan ausführt',
  )
})

test('a setting of the environment that is out of range is an argument that is', () => {
  const {home} = newHome()
  const run = parrot(home, ['check_disk'], {PARROT_DISK_THRESHOLD: '500'})
  expect(run).toMatchObject({status: 2, stderr: expect.stringContaining('PARROT_DISK_THRESHOLD: check_disk')})
})

test.each([
  [
    {plugins: {check_disk: {DISK_THRESHOLD: 0}}},
    'a percentage from 1 to 100',
    'ein Prozentwert von 1 bis 100',
  ],
  [{retries: {attempts: 900}}, 'a whole number from 1 to 10', 'eine ganze Zahl von 1 bis 10'],
  [{retries: {attempts: 'x'}}, 'a whole number from 1 to 10', 'eine ganze Zahl von 1 bis 10'],
])('the next step of a number out of its range in the configuration has the range: %j', (file, en, de) => {
  const {home} = newHome()
  put(join(home, 'config/config.json'), file)
  expect(parrot(home, ['check_disk']).stderr).toContain(`→ Give ${en}`)
  expect(parrot(home, ['--lang', 'de', 'check_disk']).stderr).toMatch(new RegExp(`→ .+: ${de}`))
})

test('and that of one in the environment, and within an input', () => {
  const {home} = newHome()
  const add = ['setup_cron', 'add', 'health_check', '--input', '{"disk_threshold":0}', '--dry-run']
  expect(parrot(home, ['check_disk'], {PARROT_DISK_THRESHOLD: '0'}).stderr).toContain(
    '→ Give a percentage from 1 to 100 there, or take it out.\n',
  )
  expect(parrot(home, ['daily_workflow', '--dry-run'], {PARROT_RETRY_COUNT: '99'}).stderr).toContain(
    '→ Set PARROT_RETRY_COUNT to a number of attempts from 1 to 10, or unset it',
  )
  expect(parrot(home, add).stderr).toContain(
    '→ Give a number from 1 to 100. See: parrot health_check --help\n',
  )
})

test.each([
  ['alert silence', ['alert', 'silence', 'health_findings', '--for', '2h', '--reason', 'x'.repeat(501)]],
  ['alert silence', ['alert_silence', 'health_findings', '--for', '2h', '--reason', 'x'.repeat(501)]],
  ['plugin search', ['plugin', 'search', 'x'.repeat(2001)]],
  ['service status', ['service-status', 'a b']],
  ['disk_usage', ['run', 'disk_usage', 'relative']],
])('it is named whose help says what is taken, as it is typed: %s', (command, words) => {
  const {home} = newHome()
  const {status, stderr} = parrot(home, words)
  expect({status, stderr}).toEqual({
    status: 2,
    stderr: expect.stringMatching(new RegExp(`→ Give .+\\. See: parrot ${command} --help\n`)),
  })
  expect(parrot(home, [...command.split(' '), '--help'])).toMatchObject({
    status: 0,
    stdout: expect.stringContaining(`$ parrot ${command}`),
  })
  expect(parrot(home, ['--lang', 'de', ...words]).stderr).toContain(`Siehe: parrot ${command} --help\n`)
})
