import {deepEqual, equal, match, notEqual} from 'node:assert/strict'
import {existsSync, readFileSync} from 'node:fs'
import {before, after} from 'node:test'
import {as, machineServer, node, own, parrot, sh, show, until, test} from './machine.ts'

const unit = 'parrot-mcp.service'
const pid = () => show(unit, 'MainPID')
/** Both are of one look: between two the server may have come and gone. */
const up = async (than: string) =>
  until(
    () => sh(`systemctl show --property=ActiveState --property=MainPID ${unit}`),
    (seen) =>
      /^ActiveState=active$/m.test(seen) && !['0', than].includes(/^MainPID=(.*)$/m.exec(seen)?.[1] ?? '0'),
  )

before(machineServer)
after(() => parrot('root', 'server uninstall --system', own))

test('this is a machine that systemd runs, with cgroup v2', () => {
  equal(readFileSync('/proc/1/comm', 'utf8'), 'systemd\n')
  equal(sh('stat -fc %T /sys/fs/cgroup'), 'cgroup2fs')
})

test('the unit is what systemd takes, less exposed than one that sets nothing, and active because the server said so', () => {
  equal(as('root', ['systemd-analyze', 'verify', `/etc/systemd/system/${unit}`]).stderr, '')
  const exposure = sh(`systemd-analyze security --no-pager ${unit} | tail -1`)
  process.stdout.write(`${exposure}\n`)
  equal(Number(/ (\d+\.\d) /.exec(exposure)?.[1]) < 7, true, exposure)
  deepEqual(
    [show(unit, 'Type'), show(unit, 'ActiveState'), show(unit, 'StatusText')],
    ['notify', 'active', 'Serving 4 transports'],
  )
})

test('anybody is served as who they are, and a plugin runs in the whole sandbox under the hardened unit', () => {
  match(parrot('alice', 'whoami').stdout, /^alice \(uid 1000\), role viewer/)
  match(parrot('bob', 'whoami').stdout, /^bob \(uid 1001\), (?:no role|without a role)/)
  const checked = JSON.parse(parrot('alice', 'health_check --json').stdout) as {
    level: string
    outcome: string
  }
  // A machine without a network has no clock that is set by one: warnings, and no more.
  deepEqual([checked.level, checked.outcome], ['enforced', 'ok'])
  equal(parrot('root', 'hello').stdout, 'Hello, World!\n')
})

test('systemctl reload has the same process read anew', () => {
  const before = pid()
  sh(`systemctl reload ${unit}`)
  equal(pid(), before)
  match(parrot('root', 'whoami').stdout, /role admin/)
})

test('killed, it is there again by itself, and the record is whole', async () => {
  const before = pid()
  sh(`kill -KILL ${before}`)
  await up(before)
  match(parrot('alice', 'whoami').stdout, /^alice/)
  match(parrot('root', 'audit verify').stdout, /^✓ \d+ events in one unbroken chain/)
})

test('one that hangs is ended by the watchdog and started anew', async () => {
  const before = pid()
  sh(`kill -STOP ${before}`)
  await up(before)
  match(sh(`journalctl -u ${unit} -o cat --no-pager`), /Failed with result 'watchdog'/)
})

test('doctor is true of the limits, and what it says to do brings a cgroup', async () => {
  match(parrot('root', 'doctor').stdout, /! limits: .+\n.+loginctl enable-linger parrot\n/)
  sh('loginctl enable-linger parrot')
  await until(
    () => parrot('root', 'doctor').stdout,
    (said) => said.includes('✓ limits: '),
  )
  sh('loginctl disable-linger parrot')
})

test('its own heads in the journal of the system are read and compared', () => {
  sh(`systemctl restart ${unit}`)
  const {stdout} = parrot('root', 'audit verify')
  match(stdout, /signed up to number [1-9]/)
  equal(stdout.includes('cannot be read'), false, stdout)
})

test('a stop waits for what runs, and then people are told that nobody serves', () => {
  installSlow()
  const {stdout} = as('root', ['/bin/sh', '-c', stopUnderCall])
  match(stdout, /^begun\nrunning\nslow as ever\ncalled 0\nstopped success\n$/)
  equal(parrot('alice', 'whoami').status, 70)
  sh(`systemctl start ${unit}`)
  match(parrot('alice', 'whoami').stdout, /^alice/)
})

/** From a folder, as the server's user, who alone may name one. */
function installSlow(): void {
  sh(`mkdir -m 755 /srv/slow; cd /srv/slow
printf '#!/bin/bash\necho begun >&2\nsleep 6\necho slow as ever\n' > slow.sh; chmod 755 slow.sh
echo '{"name": "slow", "version": "1.0.0", "description": "Takes its time", "author": "Parrot MCP Contributors", "entrypoint": "slow.sh", "permissions": []}' > manifest.json`)
  const as = {PARROT_HOME: '/var/lib/parrot'}
  const {stdout, stderr} = parrot('parrot', 'plugin install /srv/slow', as)
  const accept = /--accept ([0-9a-f]+)/.exec(stdout + stderr)?.[1]
  equal(parrot('parrot', `plugin approve slow --accept ${accept}`, as).status, 0)
}

/** As soon as the plugin says that it runs, the server is stopped; said is what had come when that was asked for, and then the rest. */
const stopUnderCall = `
${node} /srv/vm/parrot/bin/parrot slow > /tmp/out 2> /tmp/err & call=$!
until grep -q begun /tmp/err; do kill -0 $call || break; sleep 0.1; done
grep -o begun /tmp/err
kill -0 $call && test ! -s /tmp/out && echo running
systemctl stop ${unit}
wait $call
status=$?
cat /tmp/out
echo called $status
echo stopped $(systemctl show --value --property=Result ${unit})
`

test('uninstalled, the unit and its sockets are gone, the record and the account stay', () => {
  const {status, stderr} = parrot('root', 'server uninstall --system', own)
  equal(status, 0, stderr)
  deepEqual(
    [`/etc/systemd/system/${unit}`, '/run/parrot', '/var/lib/parrot'].map((path) => existsSync(path)),
    [false, false, true],
  )
  notEqual(sh('getent passwd parrot'), '')
})
