import {deepEqual, equal, match} from 'node:assert/strict'
import {globSync} from 'node:fs'
import {before} from 'node:test'
import {as, ownSystemd, parrot, systemctlOf, until, test} from './machine.ts'

const units = () => globSync('/home/bob/.config/systemd/user/{*,*/*}parrot-cron-*')
const finished = (name: string) => (said: string) => said.includes(`who=entry ${name}`)
const ended = () => parrot('bob', 'events list --type CALL_FINISHED').stdout

before(async () => {
  await ownSystemd('bob')
})

test('a timer of systemd starts its entry, and cron(8) one beside it, each as role cron and on record', async () => {
  for (const [tool, more] of [
    ['check_disk', ['--systemd']],
    ['health_check', []],
  ] as const)
    equal(
      as('bob', [
        '/srv/vm/parrot/node_modules/node/bin/node',
        '/srv/vm/parrot/bin/parrot',
        'setup_cron',
        'add',
        tool,
        '--at',
        '* * * * *',
        '--grant',
        ...more,
      ]).status,
      0,
    )
  equal(units().length >= 2, true)
  match(systemctlOf('bob', 'list-timers --no-pager').stdout, /parrot-cron-check_disk\.timer/)
  match(
    await until(ended, finished('check_disk')),
    /check_disk level=enforced .*outcome=(?:ok|findings) who=entry check_disk/,
  )
  match(await until(ended, finished('health_check')), /health_check level=enforced .*who=entry health_check/)
  const result = 'show --value --property=ExecMainStatus --property=Result parrot-cron-check_disk.service'
  match(systemctlOf('bob', result).stdout, /success/)
  match(parrot('bob', 'audit verify').stdout, /^✓ /)
})

test('uninstalled, neither a timer nor a crontab is left', () => {
  equal(parrot('bob', 'setup_cron uninstall').status, 0)
  deepEqual(units(), [])
  equal(as('bob', ['crontab', '-l']).status, 1)
  equal(systemctlOf('bob', 'list-timers --no-pager').stdout.includes('parrot'), false)
})

test('without lists of packages and without a network, nobody is told that nothing is to update', () => {
  const {status, stderr} = parrot('bob', 'system_update plan')
  equal(status, 1)
  match(stderr, /apt has no lists of packages here.*\n.*parrot system_update refresh/)
  equal(parrot('root', 'system_update refresh').status, 1)
})
