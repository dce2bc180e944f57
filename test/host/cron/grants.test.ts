import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {beforeEach, expect, test} from 'vitest'
import {needs} from '../../needs.ts'
import {cronUser} from './user.ts'

const user = cronUser('grants')

type Ran = {
  readonly outcome: string
  readonly problems: readonly {readonly code: string; readonly message: string}[]
  readonly output: {readonly summary: string; readonly changed: boolean; readonly taken_back: unknown[]}
}

const json = (home: string, ...args: string[]) =>
  JSON.parse(user.parrot(home, [...args, '--json']).stdout) as Ran

const setup = (home: string, ...args: string[]) => json(home, 'setup_cron', ...args)

const granted = (home: string, ...more: string[]) =>
  expect(setup(home, 'add', 'health_check', ...more, '--grant').outcome).toBe('ok')

const rightsOf = (home: string, role = 'cron') =>
  (json(home, 'role', 'show', role).output as unknown as {permissions: string[]}).permissions

const write = (home: string, name: string, text: string) =>
  user.run(['sh', '-c', 'mkdir -m 700 -p "$HOME/config" && printf %s "$TEXT" >"$HOME/config/$NAME"'], {
    HOME: home,
    NAME: name,
    TEXT: text,
  })

const took = [{role: 'cron', right: 'health:check'}]

needs('crontab', 'apt-get install cron')('what a role was granted for an entry', () => {
  beforeEach(() => user.setCrontab(undefined))

  test.each(['uninstall', 'remove health_check'])('goes with it by %s, and so does all of it', (words) => {
    const home = user.newHome()
    const before = rightsOf(home)
    expect(setup(home, 'add', 'health_check', '--grant', '--dry-run').output.taken_back).toEqual([])
    granted(home)
    expect(rightsOf(home)).toEqual([...before, 'health:check'])
    expect(user.parrot(home, ['cron', 'run', 'health_check']).status).not.toBe(77)
    expect(setup(home, ...words.split(' '), '--dry-run').output).toMatchObject({taken_back: took})
    expect(rightsOf(home)).toContain('health:check')
    const {outcome, output} = setup(home, ...words.split(' '))
    expect(outcome).toBe('ok')
    expect(output).toMatchObject({taken_back: took, summary: expect.stringContaining('health:check (cron)')})
    expect(rightsOf(home)).toEqual(before)
    expect(existsSync(join(home, 'config/rbac_roles.json'))).toBe(false)
    expect(existsSync(join(home, 'state/schedule.json'))).toBe(false)
    expect(existsSync(join(home, 'state/schedule'))).toBe(false)
    const changes = user.parrot(home, ['events', 'list', '--type', 'ROLE_CHANGED', '--json']).stdout
    expect(changes).toContain('"removed":["health:check"]')
  })

  test('is named when it is given, and by a dry run before', () => {
    const home = user.newHome()
    const add = ['add', 'health_check', '--grant']
    const german = ['--lang', 'de', 'setup_cron', '--grant', '--dry-run']
    expect(user.parrot(home, german).stdout).toMatch(
      /würden\s+Rollen\s+für\s+Einträge\s+gegeben:\s+health:check/,
    )
    for (const args of [[...add, '--dry-run'], add])
      expect(setup(home, ...args).output).toMatchObject({
        granted: took,
        summary: expect.stringMatching(/given to roles for entries: health:check \(cron\)\.$/i),
      })
    expect(setup(home, ...add).output).toMatchObject({changed: false, granted: []})
    const other = [...add, '--role', 'runner']
    write(
      home,
      'rbac_roles.json',
      JSON.stringify({roles: {runner: {permissions: []}, cron: {permissions: ['health:check']}}}),
    )
    for (const args of [[...other, '--dry-run'], other])
      expect(setup(home, ...args).output).toMatchObject({
        granted: [{role: 'runner', right: 'health:check'}],
        taken_back: took,
        summary: expect.stringMatching(/\(runner\)\..*\(cron\)\.$/),
      })
  })

  test('stays while another entry needs it, also by a role that extends this one', () => {
    const home = user.newHome()
    const worker = {permissions: [], extends: 'cron'}
    write(home, 'rbac_roles.json', JSON.stringify({roles: {worker}}))
    granted(home)
    expect(setup(home, 'add', 'health_check', '--id', 'other', '--role', 'worker').outcome).toBe('ok')
    expect(setup(home, 'remove', 'health_check').output.taken_back).toEqual([])
    expect(rightsOf(home)).toContain('health:check')
    expect(setup(home, 'uninstall').output.taken_back).toEqual(took)
    expect(rightsOf(home)).not.toContain('health:check')
    expect(rightsOf(home, 'worker')).toEqual(expect.arrayContaining(['backup:execute (from cron)']))
  })

  test('stays while an entry that may need it cannot be judged', () => {
    const home = user.newHome()
    granted(home)
    granted(home, '--id', 'other')
    expect(user.parrot(home, ['plugin', 'disable', 'health_check']).status).toBe(0)
    expect(setup(home, 'remove', 'other').output.taken_back).toEqual([])
    expect(setup(home, 'remove', 'health_check').output.taken_back).toEqual(took)
  })

  test('goes when the entry is given another role', () => {
    const home = user.newHome()
    granted(home)
    expect(setup(home, 'add', 'health_check', '--role', 'viewer').output.taken_back).toEqual(took)
  })

  test('is not what the role had before', () => {
    const home = user.newHome()
    write(home, 'rbac_roles.json', JSON.stringify({roles: {cron: {permissions: ['health:check']}}}))
    granted(home)
    expect(setup(home, 'uninstall').output.taken_back).toEqual([])
    expect(rightsOf(home)).toEqual(['health:check'])
  })

  test('stays where somebody has that role too, and that is said', () => {
    const home = user.newHome()
    granted(home)
    expect(user.parrot(home, ['user', 'add', 'bob', '--role', 'cron']).status).toBe(0)
    const {outcome, problems, output} = setup(home, 'uninstall')
    expect({outcome, taken: output.taken_back}).toEqual({outcome: 'ok', taken: []})
    expect(problems).toMatchObject([{code: 'schedule_stays_held', message: expect.stringContaining('bob')}])
    expect(user.parrot(home, ['user', 'remove', 'bob']).status).toBe(0)
    expect(setup(home, 'sync').output).toMatchObject({changed: true, taken_back: took})
  })

  test('stays where whoever takes the entry away is no admin, until one is there', () => {
    const home = user.newHome()
    granted(home)
    const me = (role: string) => {
      const users = {me: {roles: [role], uid: user.uid}, boss: {roles: ['admin']}}
      write(home, 'rbac_users.json', JSON.stringify({users}))
    }
    write(
      home,
      'rbac_roles.json',
      JSON.stringify({roles: {cron: {permissions: ['health:check']}, clerk: {permissions: ['cron:edit']}}}),
    )
    me('clerk')
    expect(setup(home, 'uninstall')).toMatchObject({outcome: 'ok', problems: [{code: 'schedule_stays'}]})
    me('admin')
    expect(rightsOf(home)).toEqual(['health:check'])
    expect(setup(home, 'sync').output.taken_back).toEqual(took)
    expect(rightsOf(home)).toEqual([])
  })

  test('goes at once where the entry cannot be made', () => {
    const home = user.newHome()
    const before = rightsOf(home)
    user.setCrontab('# END parrot\n# BEGIN parrot\n')
    expect(setup(home, 'add', 'health_check', '--grant').outcome).toBe('broken')
    expect(rightsOf(home)).toEqual(before)
  })
})
