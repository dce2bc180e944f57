import {deepEqual, equal, match} from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {before, after} from 'node:test'
import {setTimeout as delay} from 'node:timers/promises'
import {machineServer, own, parrot, sh, show, test} from './machine.ts'

const sleeps = 'ExecStart=/bin/sleep infinity\n'
const units = {
  'good.service': `${sleeps}ExecReload=/bin/kill -CONT $MAINPID\n`,
  'other.service': sleeps,
  'bad.service': "ExecStart=/bin/sh -c 'echo the port is taken; sleep 0.3; exit 7'\n",
  'odd@.service': sleeps,
}
const granted = ['good.service', 'bad.service', 'odd@a:b.service']
const verbs = ['start', 'stop', 'restart', 'reload']

const grant = (user: string, file: string, more = '') => {
  const words = [...granted.map((unit) => `--unit ${unit}`), ...verbs.map((verb) => `--verb ${verb}`)]
  const {status, stdout} = parrot('root', `service grant ${words.join(' ')} --for ${user}${more}`, own)
  equal(status, 0)
  // polkit reads a rule when it comes, as its own user, and not again when its mode changes.
  writeFileSync(file, stdout, {mode: file.includes('sudoers') ? 0o440 : 0o644})
}
const bob = (words: string) => parrot('bob', `service ${words}`, own)

before(() => {
  for (const [name, text] of Object.entries(units))
    writeFileSync(`/etc/systemd/system/${name}`, `[Service]\n${text}`)
  sh('systemctl daemon-reload')
  // With a journal of one's own journalctl says nothing of the one that is closed.
  sh('runuser -u bob -- logger something of his own')
})
after(() =>
  sh(
    'rm -f /etc/polkit-1/rules.d/49-parrot-* /etc/sudoers.d/parrot-bob; systemctl stop good.service other.service "odd@*"',
  ),
)

test('without a rule nothing is done, and why is said in systemd’s words', () => {
  const {status, stderr} = bob('start good.service')
  equal(status, 1)
  match(
    stderr,
    /may not start good\.service: .*Interactive authentication required\.\n.*parrot service grant/,
  )
  equal(show('good.service', 'ActiveState'), 'inactive')
})

test('by the rule of polkit each verb works for the granted units, for no other unit and no other user', async () => {
  grant('bob', '/etc/polkit-1/rules.d/49-parrot-bob.rules')
  await delay(3000)
  for (const verb of ['start', 'reload', 'restart', 'stop'])
    equal(bob(`${verb} good.service`).status, 0, verb)
  equal(bob('start odd@a:b.service').status, 0)
  equal(bob('start other.service').status, 1)
  equal(parrot('alice', 'service start good.service', own).status, 1)
  deepEqual(
    ['good', 'odd@a:b', 'other'].map((name) => show(`${name}.service`, 'ActiveState')),
    ['inactive', 'active', 'inactive'],
  )
})

test('one that does not stay up is a failure, told with what it logged to who may read that', () => {
  const {status, stderr} = bob('start bad.service')
  equal(status, 1)
  match(stderr, /bad\.service is failed after start \(result: exit-code\)/)
  match(stderr, /member of the group systemd-journal/)
  sh('usermod -aG systemd-journal bob')
  match(bob('start bad.service').stdout, /the port is taken/)
  match(bob('logs bad.service').stdout, /the port is taken/)
  sh('gpasswd -d bob systemd-journal')
  equal(bob('status bad.service').status, 3)
})

test('names that are none, an option and an unknown one reach no unit', () => {
  for (const name of ['../good.service', 'good', 'good.service;reboot', 'a/b.service'])
    equal(bob(`start ${name}`).status, 2, name)
  equal(bob('start nowhere.service').status, 1)
})

test('the server of the machine needs a rule of its own, and shows what a unit logged', async () => {
  machineServer()
  try {
    equal(parrot('root', 'service start good.service').status, 1)
    grant('parrot', '/etc/polkit-1/rules.d/49-parrot-parrot.rules')
    await delay(3000)
    equal(parrot('root', 'service start good.service').status, 0)
    equal(parrot('root', 'service start other.service').status, 1)
    match(parrot('root', 'service start bad.service').stdout, /the port is taken/)
  } finally {
    parrot('root', 'server uninstall --system', own)
  }
})

test('by lines of sudoers the same, where that is set', () => {
  sh('rm /etc/polkit-1/rules.d/49-parrot-*')
  grant('bob', '/etc/sudoers.d/parrot-bob', ' --with sudo')
  sh('visudo -c')
  equal(parrot('bob', 'plugin config service set PRIVILEGE sudo', own).status, 0)
  for (const verb of ['restart', 'stop']) {
    const done = bob(`${verb} good.service`)
    equal(done.status, 0, done.stderr)
  }
  const {status, stderr} = bob('start other.service')
  equal(status, 1)
  match(stderr, /may not start other\.service/)
})
