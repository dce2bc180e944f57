import {join} from 'node:path'
import {beforeEach, expect, test} from 'vitest'
import {needs} from '../../needs.ts'
import {cronUser} from './user.ts'

const user = cronUser('only')

type Ran = {
  readonly outcome: string
  readonly problems: readonly {readonly code: string}[]
  readonly output?: {readonly entries: readonly {readonly id: string}[]; readonly diff: string}
}

/** A home whose owner holds these rights to the schedule, and the one entry that an administrator put there. */
function withEntry(rights: readonly string[]) {
  const home = user.newHome()
  const say = (...words: string[]) => {
    const {stdout, stderr} = user.parrot(home, ['setup_cron', ...words, '--json'])
    return {...(JSON.parse(stdout) as Ran), stderr, all: stdout + stderr}
  }
  say('add', 'health_check', '--id', 'secret_round', '--role', 'viewer')
  const own = {permissions: [...rights, 'health:check', 'disk:check']}
  const viewer = {permissions: ['health:check', 'logs:read']}
  give(home, 'rbac_roles.json', {roles: {admin: {permissions: ['*']}, own, viewer}})
  give(home, 'rbac_users.json', {
    users: {me: {roles: ['own'], uid: user.uid}, boss: {roles: ['admin'], uid: 77_001}},
  })
  return say
}

function give(home: string, file: string, content: unknown): void {
  const text = JSON.stringify(content)
  const to = join(home, 'config', file)
  user.run(['sh', '-c', `umask 077; mkdir -p "$0"; cat > "$1"`, join(home, 'config'), to], {}, text)
}

needs('crontab', 'apt-get install cron')('who may change the schedule', () => {
  beforeEach(() => user.setCrontab(undefined))

  test('and read it is told the nearest name, what stays and what a name stands for', () => {
    const say = withEntry(['cron:edit', 'cron:read'])
    expect(say('remove', 'secret_roun').problems).toMatchObject([{code: 'schedule_gone_near'}])
    expect(say('add', 'health_check', '--role', 'viewer').output).toMatchObject({
      entries: [{id: 'secret_round'}, {id: 'health_check'}],
      diff: expect.stringContaining('cron run secret_round'),
    })
    expect(say('add', 'check_disk', '--id', 'secret_round', '--role', 'viewer').problems).toMatchObject([
      {code: 'schedule_taken'},
    ])
  })

  test('and not read it is told of what they name, and of nothing else', () => {
    const say = withEntry(['cron:edit'])
    const slip = say('remove', 'secret_roun')
    expect([slip.outcome, slip.problems]).toMatchObject(['invalid_input', [{code: 'schedule_gone'}]])
    const added = say('add', 'health_check', '--role', 'viewer')
    expect(added.output).toMatchObject({entries: [{id: 'health_check', change: 'added'}], diff: ''})
    const taken = say('add', 'check_disk', '--id', 'secret_round', '--role', 'viewer')
    expect(taken.problems).toMatchObject([{code: 'schedule_taken_unseen'}])
    const others = [slip, added, say('sync'), say('uninstall', '--dry-run')].map(({all}) => all).join('\n')
    expect(others).not.toContain('secret_round')
    const removed = say('remove', 'secret_round')
    expect(removed.output?.entries).toMatchObject([{id: 'secret_round', change: 'removed'}])
  })
})
