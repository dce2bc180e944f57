import {deepEqual, equal, match, notEqual} from 'node:assert/strict'
import {existsSync, writeFileSync} from 'node:fs'
import {before, after} from 'node:test'
import {as, machineServer, node, own, parrot, sh, ownSystemd, systemctlOf, until, test} from './machine.ts'

const unit = 'parrot-mcp.service'
const run = '/run/user/1001/parrot-mcp'
const status = () =>
  JSON.parse(parrot('bob', 'server status --json', own).stdout) as {
    output: {state: string; pid: number; unit?: boolean}
  }
/** A server's first look at the sandbox may take longer than somebody who asks waits, on a processor of software. */
const serving = () => until(status, ({output: {state}}) => state === 'running')
const ask = `import {connect} from 'node:net'
const socket = connect(process.argv[2])
socket.write('{"jsonrpc":"2.0","id":1,"method":"tools/list"}\\n')
socket.on('data', (data) => { console.log(String(data).slice(0, 60)); process.exit() })
socket.on('close', () => process.exit(1))
`

// Beside a server for everybody, which a server of one's own must not take for itself.
before(async () => {
  machineServer()
  await ownSystemd('bob')
  writeFileSync('/tmp/ask.mjs', ask)
})
after(() => {
  systemctlOf('bob', `stop ${unit} parrot-mcp.socket parrot-mcp-http.socket`)
  parrot('root', 'server uninstall --system', own)
})

test('is installed and serves, beside the server of the machine', async () => {
  const {status: ended, stderr} = parrot('bob', 'server install --yes', own)
  equal(ended, 0, stderr)
  equal(
    as('bob', ['systemd-analyze', '--user', 'verify', `/home/bob/.config/systemd/user/${unit}`], {
      XDG_RUNTIME_DIR: '/run/user/1001',
    }).stderr,
    '',
  )
  equal((await serving()).output.unit, true)
  equal(parrot('bob', 'hello', own).stdout, 'Hello, World!\n')
})

test('stopped, the first who connects starts it and is answered', async () => {
  systemctlOf('bob', `stop ${unit}`)
  equal(status().output.state, 'stopped')
  const {stdout, stderr} = as('bob', [node, '/tmp/ask.mjs', `${run}/mcp.sock`])
  match(stdout, /^\{"result":\{"tools":\[/, stderr)
  await serving()
})

test('killed, it is there again, and who waits is answered', async () => {
  const {pid} = status().output
  sh(`kill -KILL ${pid}`)
  const {stdout} = await until(
    () => as('bob', [node, '/tmp/ask.mjs', `${run}/mcp.sock`]),
    ({status}) => status === 0,
  )
  match(stdout, /^\{"result":\{"tools":\[/)
  notEqual(status().output.pid, pid)
})

test('doctor has nothing against a machine that has all', () => {
  const {stdout} = parrot('bob', 'doctor', own)
  equal(stdout.includes('\n!') || stdout.includes('✗'), false, stdout)
  match(stdout, /✓ limits: .+ cgroup/)
  // Without a systemd of hers, alice's runs are held less, and told what would do it.
  match(parrot('alice', 'doctor', own).stdout, /loginctl enable-linger alice/)
})

test('a run is in a cgroup of its own that holds its memory and processes', () => {
  const {stdout} = as(
    'bob',
    [
      'sh',
      '-c',
      `${node} /srv/vm/parrot/bin/parrot health_check >/dev/null & sleep 0.2; for i in $(seq 300); do for f in /sys/fs/cgroup/user.slice/user-1001.slice/user@1001.service/app.slice/run-*.scope; do [ -e $f/pids.max ] && cat $f/pids.max $f/memory.max && exit; done; sleep 0.1; done`,
    ],
    own,
  )
  const [pids, memory] = stdout.trim().split('\n').map(Number)
  equal(Number(pids) > 0 && Number(memory) > 0, true, stdout)
})

test('uninstalled, it leaves neither units nor sockets', () => {
  equal(parrot('bob', 'server uninstall', own).status, 0)
  deepEqual(
    [`/home/bob/.config/systemd/user/${unit}`, `${run}/mcp.sock`, `${run}/http.sock`].map((path) =>
      existsSync(path),
    ),
    [false, false, false],
  )
})
