import {chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeEach, expect, test} from 'vitest'
import {needs} from '../../needs.ts'
import {cronUser} from './user.ts'

const user = cronUser('edit')
const foreign = 'MAILTO=""\n# mine \xff\xfe\n\n0 3 * * 0 echo 100\\% \xe4\xf6 # \ttab\n@daily  true   \n'

type Output = {
  readonly changed: boolean
  readonly entries: readonly {readonly id: string; readonly change: string; readonly at: string}[]
  readonly diff: string
  readonly kept: string | null
}

function output(home: string, ...args: string[]) {
  const {status, stdout} = user.parrot(home, ['setup_cron', ...args, '--json'])
  const {outcome, problems, ...rest} = JSON.parse(stdout) as {
    outcome: string
    problems: {code: string; message: string}[]
    output: Output
  }
  return {status, outcome, problems: problems.map(({code}) => code), messages: problems, output: rest.output}
}

const add = (home: string, ...more: string[]) =>
  output(home, 'add', 'health_check', ...(more.includes('--role') ? [] : ['--role', 'viewer']), ...more)
const line = (crontab = '', id = 'health_check') =>
  crontab.split('\n').find((one) => one.endsWith(` cron run ${id}`)) ?? ''

needs('crontab', 'apt-get install cron')('the real crontab', () => {
  beforeEach(() => user.setCrontab(undefined))

  test('is changed only inside the block, and as it was after uninstall, byte for byte', () => {
    const home = user.newHome()
    user.setCrontab(foreign)
    expect(add(home)).toMatchObject({status: 0, outcome: 'ok', output: {changed: true}})
    const written = user.crontab() ?? ''
    expect(written.split('# END parrot\n')[1]).toBe(foreign)
    expect(written.startsWith('# BEGIN parrot\n')).toBe(true)
    expect(line(written)).toMatch(/^0 \* \* \* \* \/usr\/bin\/env -i /)
    expect(output(home, 'uninstall')).toMatchObject({status: 0, outcome: 'ok'})
    expect(user.crontab()).toBe(foreign)
  })

  test('of which nothing is scheduled is told so', () => {
    const home = user.newHome()
    const stdout = (what: string) => user.parrot(home, ['setup_cron', what]).stdout
    expect(stdout('status')).toBe('Nothing is scheduled.\n')
    expect(stdout('list')).toMatch(/^Nothing is scheduled\. Plugins suggest: backup_create/)
  })

  test('is none again after uninstall where there was none, and an empty one where there was an empty one', () => {
    const home = user.newHome()
    for (const before of [undefined, '']) {
      user.setCrontab(before)
      expect(add(home).outcome).toBe('ok')
      expect(user.crontab()).toContain('cron run health_check')
      expect(output(home, 'uninstall').outcome).toBe('ok')
      expect(user.crontab()).toBe(before)
    }
  })

  test('what is done twice is done once, and what a person added meanwhile stays', () => {
    const home = user.newHome()
    expect(add(home).output.entries).toMatchObject([{change: 'added'}])
    const once = user.crontab()
    expect(add(home)).toMatchObject({
      outcome: 'ok',
      output: {changed: false, diff: '', entries: [{change: 'kept'}]},
    })
    expect(user.crontab()).toBe(once)
    user.setCrontab(`${once}5 5 * * * mine\n`)
    expect(add(home, '--at', 'daily').output.entries).toMatchObject([{change: 'changed', at: 'daily'}])
    expect(user.crontab()?.endsWith('# END parrot\n5 5 * * * mine\n')).toBe(true)
    expect(output(home, 'uninstall').outcome).toBe('ok')
    expect(user.crontab()).toBe('5 5 * * * mine\n')
    expect(output(home, 'remove', 'health_check')).toMatchObject({
      outcome: 'invalid_input',
      problems: ['schedule_gone'],
    })
  })

  test('what is not said of an entry that is there stays as it was, its role first of all', () => {
    const home = user.newHome()
    const input = {only: ['disk']}
    add(home, '--at', '30 6 * * 1-5', '--input', JSON.stringify(input))
    const entries = () =>
      (JSON.parse(readFileSync(join(home, 'state/schedule.json'), 'utf8')) as {entries: object[]}).entries
    const as = {at: '30 6 * * 1-5', role: 'viewer', timer: 'cron', input}
    expect(entries()).toMatchObject([{...as, missed: 'skip'}])
    expect(output(home, 'add', 'health_check', '--missed', 'once').output.entries).toMatchObject([
      {change: 'changed'},
    ])
    expect(entries()).toMatchObject([{...as, missed: 'once'}])
    expect(add(home).output.entries).toMatchObject([{change: 'kept'}])
  })

  test('a dry run says all and changes nothing', () => {
    const home = user.newHome()
    user.setCrontab(foreign)
    const {output: dry} = output(home, '--grant', '--dry-run')
    expect(dry.diff).toMatch(/^\+0 \* \* \* \* .* cron run health_check$/m)
    expect(dry.entries).toContainEqual(expect.objectContaining({id: 'health_check', change: 'added'}))
    expect(user.crontab()).toBe(foreign)
    expect(output(home, 'list').output.entries).toEqual([])
    expect(user.parrot(home, ['role', 'show', 'cron']).stdout).not.toContain('health:check')
    const head = (name: string) => expect.stringMatching(`^--- crontab\n\\+\\+\\+ ${name}\n@@`)
    expect(dry.diff).toEqual(head('crontab, as it would be'))
    const {diff} = output(home, '--grant').output
    expect(diff).toEqual(head('crontab'))
    expect(diff.split('@@ -')[1]).toBe(dry.diff.split('@@ -')[1])
    expect(output(home, 'remove', 'health_check', '--dry-run').output.changed).toBe(true)
    expect(output(home, 'uninstall', '--dry-run').output.changed).toBe(true)
    expect(line(user.crontab())).not.toBe('')
  })

  test('the crontab before is kept, and a diff shows who else wrote in the block', () => {
    const home = user.newHome()
    user.setCrontab(foreign)
    const {kept} = add(home).output
    expect(readFileSync(kept ?? '', 'latin1')).toBe(foreign)
    expect(user.parrot(home, ['setup_cron', 'diff'])).toEqual({status: 0, stdout: '', stderr: ''})
    user.setCrontab((user.crontab() ?? '').replace('0 * * * *', '7 * * * *'))
    const {status, stdout} = user.parrot(home, ['setup_cron', 'diff'])
    expect(status).toBe(3)
    expect(stdout).toMatch(/^-7 \* \* \* \* [\s\S]*^\+0 \* \* \* \* /m)
    expect(output(home, 'sync').output.changed).toBe(true)
    expect(user.parrot(home, ['setup_cron', 'diff']).status).toBe(0)
  })

  test('marks that are out of order, and the block of another home, are left alone', () => {
    const [home, other] = [user.newHome(), user.newHome()]
    user.setCrontab('# END parrot\n# BEGIN parrot\n')
    expect(add(home)).toMatchObject({outcome: 'broken', problems: ['crontab_marks']})
    expect(output(home, 'list').output.entries).toEqual([])
    user.setCrontab(undefined)
    expect(add(other).outcome).toBe('ok')
    const theirs = user.crontab()
    expect(add(home)).toMatchObject({outcome: 'broken', problems: ['crontab_other']})
    expect(output(home, 'uninstall')).toMatchObject({outcome: 'broken', problems: ['crontab_other']})
    expect(user.parrot(home, ['setup_cron', 'uninstall']).stderr).toContain(
      `→ Take it away from there first: PARROT_HOME=${other} parrot setup_cron uninstall\n`,
    )
    expect(user.crontab()).toBe(theirs)
  })

  test('what is written starts Parrot, in a folder with all that a shell and cron would read something into', () => {
    const home = join(user.newHome(), `it's 100% "odd" $HOME; \`x\` é`)
    mkdirSync(home, {mode: 0o700})
    chownSync(home, user.uid, -1)
    expect(output(home, 'add', 'hello', '--at', 'daily', '--role', 'admin')).toMatchObject({outcome: 'ok'})
    const written = line(user.crontab(), 'hello')
    expect(written).toContain(String.raw`100\%`)
    // What cron does with a percent sign, and then what sh does.
    const command = Buffer.from(written.replace(/^(?:\S+ ){5}/, ''), 'latin1').toString('utf8')
    const {status, stderr} = user.run(['/bin/sh', '-c', command.replaceAll(String.raw`\%`, '%')], {
      NODE_OPTIONS: '--no-such-flag',
    })
    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    expect(output(home, 'status').output.entries).toMatchObject([{id: 'hello', last: {outcome: 'ok'}}])
  })

  test.each([
    ['a backslash', 'back\\slash'],
    ['a line break', 'line\nbreak * * * * * evil'],
    ['a name as long as it gets', `${'x'.repeat(180)}/${'y'.repeat(180)}`],
  ])('%s in the path of the home is refused before anything is written', (_, name) => {
    const home = join(user.newHome(), name)
    mkdirSync(home, {recursive: true})
    for (let at = home; at !== '/tmp' && at.includes('parrot-cron-'); at = join(at, '..'))
      chownSync(at, user.uid, -1)
    const {outcome, problems} = add(home)
    expect(outcome).toBe('broken')
    expect(problems[0]).toMatch(/^crontab_(?:path|long)$/)
    expect(user.crontab()).toBeUndefined()
    expect(output(home, 'list').output.entries).toEqual([])
  })

  test.each([
    [['--id', 'x; rm -rf /'], 'schedule_id'],
    [['--id', '../../etc/x'], 'schedule_id'],
    [['--id', 'line\nbreak'], 'schedule_id'],
    [['--id', '%'], 'schedule_id'],
    [['--id', '__proto__'], 'schedule_id'],
    [['--at', '* * * * * evil'], 'schedule_at'],
    [['--at', '@reboot'], 'schedule_at'],
    [['--at', '0 0 * * *\n* * * * * evil'], 'schedule_at'],
    [['--at', '61 * * * *'], 'schedule_at'],
    [['--at', '0 0 30 2 *'], 'schedule_never'],
    [['--input', '{'], 'schedule_input'],
    [['--input', '[]'], 'schedule_input'],
    [['--input', '{"no_such": 1}'], 'input_unknown'],
    [['--role', 'nobody'], 'role_missing'],
  ])('%j is refused, and nothing is written', (more, code) => {
    const home = user.newHome()
    const {status, problems} = add(home, ...more)
    expect({status, first: problems[0]}).toEqual({status: 2, first: code})
    expect(user.crontab()).toBeUndefined()
  })

  test('the recommended entries come at the times of the configuration, else of the manifests', () => {
    const home = user.newHome()
    const made = (times: Readonly<Record<string, string>>) => {
      const config = {plugins: {setup_cron: times}}
      const write =
        'mkdir -m 700 -p "$PARROT_HOME/config" && printf %s "$CONFIG" >"$PARROT_HOME/config/config.json"'
      user.run(['sh', '-c', write], {PARROT_HOME: home, CONFIG: JSON.stringify(config)})
      const {stdout} = user.parrot(home, ['setup_cron', '--grant', '--dry-run', '--json'])
      const {entries} = (JSON.parse(stdout) as {output: Output}).output
      return Object.fromEntries(entries.map(({id, change, at}) => [id, change === 'left_out' ? change : at]))
    }
    expect(made({})).toMatchObject({health_check: 'hourly'})
    expect(made({CRON_HEALTH_CHECK: '*/30 * * * *'})).toMatchObject({health_check: '*/30 * * * *'})
    expect(made({CRON_HEALTH_CHECK: 'off'})).toMatchObject({health_check: 'left_out'})
  })

  test('what is not set up is left out, and comes in at the hours of the seeds once it is', () => {
    const home = user.newHome()
    const at = (id: string) => {
      const entry = output(home, '--grant', '--dry-run').output.entries.find((one) => one.id === id)
      return entry?.change === 'left_out' ? 'left out' : entry?.at
    }
    expect([at('backup'), at('daily_workflow')]).toEqual(['left out', 'left out'])
    const {stdout} = user.parrot(home, ['setup_cron', '--grant', '--dry-run'])
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      '"backup" is not set up yet: BACKUP_SOURCES has no value; see: parrot plugin config backup',
    )
    const config = (key: string, value: string) =>
      expect(user.parrot(home, ['plugin', 'config', 'backup', 'set', key, value]).status).toBe(0)
    config('BACKUP_DIR', join(home, 'backups'))
    config('BACKUP_SOURCES', '/etc/default')
    expect([at('backup'), at('daily_workflow')]).toEqual(['0 3 * * 0', '0 2 * * *'])
    const lacks = output(home).messages.map(({message}) => message)
    expect(lacks).toContainEqual(expect.stringMatching(/^Entry "backup" would run .* lacks sys:backup/))
  })

  test('what would be refused at its time is in the status now', () => {
    const home = user.newHome()
    expect(output(home, '--grant').outcome).toBe('ok')
    const sentences = () => {
      const {entries} = output(home, 'status').output as unknown as {
        entries: {sentence: string; status: string}[]
      }
      return entries.map(({status, sentence}) => [status, sentence])
    }
    expect(sentences()).toEqual([['ok', '']])
    expect(user.run(['rm', join(home, 'config/rbac_roles.json')]).status).toBe(0)
    expect(sentences()).toEqual([['warning', 'would be refused now: role "cron" lacks health:check']])
    expect(user.parrot(home, ['plugin', 'disable', 'health_check']).status).toBe(0)
    expect(sentences()).toEqual([['warning', expect.stringContaining('There is no enabled plugin')]])
  })

  test('an entry of another name for the same command; a name that is taken', () => {
    const home = user.newHome()
    expect(add(home).outcome).toBe('ok')
    expect(add(home, '--id', 'disks', '--input', '{"only": ["disk"]}').outcome).toBe('ok')
    expect(line(user.crontab(), 'disks')).not.toBe('')
    expect(output(home, 'add', 'check_disk', '--id', 'disks', '--role', 'viewer')).toMatchObject({
      outcome: 'invalid_input',
      problems: ['schedule_taken'],
    })
    expect(output(home, 'add', 'setup_cron_sync', '--at', 'daily').problems).toEqual(['schedule_itself'])
    expect(output(home, 'add', 'user_add', '--at', 'daily').problems).toEqual(['schedule_no_tool'])
    expect(output(home, 'add', 'server_stop', '--at', 'daily', '--grant').problems).toEqual([
      'schedule_for_people',
    ])
    expect(output(home, 'add', 'hello', '--role', 'admin').problems).toEqual(['schedule_no_time'])
  })

  test.runIf(process.getuid?.() === 0)('"no crontab" is told from a crontab(1) that refuses', () => {
    const home = user.newHome()
    const deny = '/etc/cron.deny'
    const before = existsSync(deny) ? readFileSync(deny, 'utf8') : undefined
    writeFileSync(deny, `${before ?? ''}${user.name}\n`)
    chmodSync(deny, 0o644)
    try {
      const {outcome, messages} = add(home)
      expect(outcome).toBe('broken')
      expect(messages[0]).toMatchObject({code: 'crontab_failed'})
      expect(messages[0]?.message).toContain('not allowed to use this program')
      expect(output(home, 'status').outcome).toBe('broken')
    } finally {
      if (before === undefined) rmSync(deny)
      else writeFileSync(deny, before)
    }
    expect(output(home, 'list').output.entries).toEqual([])
  })
})
