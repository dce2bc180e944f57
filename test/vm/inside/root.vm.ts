import {equal, match} from 'node:assert/strict'
import {before, after} from 'node:test'
import {as, machineServer, own, parrot, sh, test} from './machine.ts'

const set = ['BACKUP_SOURCES /srv/data', 'BACKUP_DIR /srv/backup'] as const

before(() => {
  machineServer()
  sh('mkdir -p -m 700 /srv/data /srv/backup; echo letter > /srv/data/letter')
  for (const one of set) equal(parrot('root', `plugin config backup set ${one}`).status, 0)
})
after(() => {
  sh(
    'systemctl disable --now parrot-root.socket parrot-root.service; rm -f /etc/systemd/system/parrot-root.*; systemctl daemon-reload',
  )
  parrot('root', 'server uninstall --system', own)
})

test('what needs root is refused until there is a helper and root has allowed it', () => {
  const {status, stderr} = parrot('root', 'backup create')
  equal(status, 71)
  match(stderr, /parrot root install --yes/)
})

test('its units are what systemd takes; nothing is allowed by having it', () => {
  equal(parrot('root', 'root install --yes').status, 0)
  equal(as('root', ['systemd-analyze', 'verify', '/etc/systemd/system/parrot-root.service']).stderr, '')
  process.stdout.write(`${sh('systemd-analyze security --no-pager parrot-root.service | tail -1')}\n`)
  equal(sh('stat -c "%U %a" /run/parrot-root/root.sock'), 'parrot 600')
  equal(parrot('root', 'backup create').status, 75)
  match(parrot('root', 'doctor').stdout, /✓ root: /)
})

test('once allowed it runs as root, is on record at root’s, and another user is refused as ever', () => {
  for (const one of set) equal(parrot('root', `root plugin config backup set ${one}`).status, 0)
  const accept = /--accept ([0-9a-f]+)/.exec(parrot('root', 'root allow backup').stderr)?.[1]
  equal(parrot('root', `root allow backup --accept ${accept}`).status, 0)
  match(parrot('root', 'backup create').stdout, /^saved 1 file/)
  match(sh('ls -l /srv/backup'), / root root .+ backup-\d+/)
  match(parrot('root', 'root events list').stdout, /CALL_FINISHED backup_create .*outcome=ok/)
  equal(parrot('alice', 'backup create').status, 127)
})
