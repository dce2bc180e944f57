import {spawn, spawnSync, type ChildProcess} from 'node:child_process'
import {chmodSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {rolldown} from 'rolldown'
import type {describe} from 'vitest'
import type {CallResult} from '../../src/host/request.ts'
import {root} from '../home.ts'
import {needs} from '../needs.ts'
import type {Asked} from './programs/call.ts'

type Ran = {readonly status: number | null; readonly stdout: string; readonly stderr: string}

/** A machine that a systemd of its own runs. `run` starts a program there, as root or as another user. */
export type Machine = {
  readonly folder: string
  readonly run: (
    command: readonly string[],
    as?: {readonly uid: number; readonly env?: NodeJS.ProcessEnv},
  ) => Ran
  /** Starts one and does not wait for it. */
  readonly start: (command: readonly string[], env?: NodeJS.ProcessEnv) => ChildProcess
  readonly stop: () => Promise<void>
}

const lib = '/lib/systemd'
const bare = '[Unit]\nDefaultDependencies=no\n'

/** What every machine of a test has besides its units: a journal, the message bus and polkit. */
const base: Readonly<Record<string, string>> = {
  'default.target': `${bare}Wants=systemd-journald.service dbus.service\nAfter=systemd-journald.service dbus.service\n`,
  'sysinit.target': bare,
  'basic.target': bare,
  'shutdown.target': bare,
  'sockets.target': bare,
  'timers.target': bare,
  'systemd-journald.socket': `${bare}[Socket]\nListenStream=/run/systemd/journal/stdout\nListenDatagram=/run/systemd/journal/socket\nSocketMode=0666\nPassCredentials=yes\n`,
  'systemd-journald.service': `${bare}Requires=systemd-journald.socket\nAfter=systemd-journald.socket\n[Service]\nType=notify\nSockets=systemd-journald.socket\nStandardOutput=null\nExecStart=${lib}/systemd-journald\n`,
  'dbus.socket': `${bare}[Socket]\nListenStream=/run/dbus/system_bus_socket\n`,
  'dbus.service': `${bare}Requires=dbus.socket\nAfter=dbus.socket\n[Service]\nType=notify\nExecStart=/usr/bin/dbus-daemon --system --address=systemd: --nofork --nopidfile --systemd-activation --syslog-only\n`,
  'polkit.service': `${bare}[Service]\nType=dbus\nBusName=org.freedesktop.PolicyKit1\nExecStart=/usr/lib/polkit-1/polkitd --no-debug\n`,
}

/** `describe`, or a skip that says what is missing for such a machine. */
export function needsMachine(program = 'systemctl'): typeof describe | typeof describe.skip {
  const packages =
    'apt-get install systemd dbus polkitd sudo dpkg-dev dnf rpm createrepo-c pacman-package-manager'
  return process.getuid?.() === 0
    ? needs(program, packages)
    : needs('root', 'only root can make namespaces for it')
}

/** Boots one with these units, and waits until it answers. */
export async function boot(
  files: Readonly<Record<string, string>>,
  disk: 'shared' | 'own' = 'shared',
): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-units-'))
  chmodSync(folder, 0o755)
  for (const [name, text] of Object.entries({...base, ...files})) writeFileSync(join(folder, name), text)
  await bundle(join(import.meta.dirname, 'programs/call.ts'), join(folder, 'program'))
  const cgroup = ownCgroup()
  const script = `echo $$ > ${cgroup}/cgroup.procs; exec unshare --mount --pid --fork --mount-proc --uts --ipc --net --cgroup --kill-child ${join(import.meta.dirname, 'programs/boot.sh')} ${folder} ${root} ${process.execPath} ${disk}`
  const child = spawn('sh', ['-c', script], {stdio: ['ignore', 'ignore', 'pipe']})
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  const pid = await firstProcess(child.pid ?? 0, () => said)
  const enter = ['--target', String(pid), '--mount', '--pid', '--net', '--uts', '--ipc', '--root', '--wdns=/']
  const run: Machine['run'] = ([program = '', ...args], as = {uid: 0}) => {
    const user =
      as.uid === 0 ? [] : ['setpriv', `--reuid=${as.uid}`, `--regid=${as.uid}`, '--clear-groups', '--']
    const {status, stdout, stderr} = spawnSync('nsenter', [...enter, '--', ...user, program, ...args], {
      encoding: 'utf8',
      env: {PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ...as.env},
    })
    return {status, stdout, stderr}
  }
  const start: Machine['start'] = (command, env = {}) =>
    spawn('nsenter', [...enter, '--', ...command], {
      env: {PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ...env},
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  const stop = async () => {
    child.kill('SIGKILL')
    await new Promise((resolve) =>
      child.exitCode === null && child.signalCode === null ? child.once('exit', resolve) : resolve(undefined),
    )
    await removeCgroup(cgroup)
    rmSync(folder, {recursive: true, force: true, maxRetries: 10})
  }
  await until(
    () => run(['systemctl', 'is-system-running', '--wait']).stdout.startsWith('running'),
    () => said,
  )
  return {folder, run, start, stop}
}

/** Where systemd keeps its groups of processes: one below this machine's, to be removed after. */
function ownCgroup(): string {
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n')
  const mount = mounts.map((line) => line.split(' ')).find(([, , type]) => type === 'cgroup2')?.[1]
  if (mount === undefined) throw new Error('no cgroup2 is mounted')
  const own = readFileSync('/proc/self/cgroup', 'utf8').match(/^0::(.*)$/m)?.[1] ?? '/'
  return mkdtempSync(join(mount, own, 'parrot-test-'))
}

async function removeCgroup(folder: string): Promise<void> {
  const below = readdirSync(folder, {recursive: true, withFileTypes: true}).filter((entry) =>
    entry.isDirectory(),
  )
  const folders = [folder, ...below.map(({parentPath, name}) => join(parentPath, name))]
  for (const one of folders.toSorted((a, b) => b.length - a.length)) {
    await until(
      () => removed(one),
      () => one,
    )
  }
}

function removed(folder: string): boolean {
  try {
    rmdirSync(folder)
    return true
  } catch {
    return false
  }
}

async function firstProcess(unshare: number, said: () => string): Promise<number> {
  let pid = 0
  await until(() => {
    const list = readFileSync(`/proc/${unshare}/task/${unshare}/children`, 'utf8')
    pid = Number(list.trim() || 0)
    return pid > 0 && readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'systemd'
  }, said)
  return pid
}

/** Waits for something that another process brings about. */
export async function until(holds: () => boolean, said = () => ''): Promise<void> {
  for (let left = 2400; left > 0; left--) {
    if (holds()) return
    await delay(25)
  }
  throw new Error(`it did not come about: ${said()}`)
}

/** From the sources each call would load hundreds of files, which costs more than most of them do. */
async function bundle(input: string, dir: string): Promise<void> {
  const built = await rolldown({input, platform: 'node', logLevel: 'silent'})
  await built.write({dir, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs'})
  await built.close()
}

const program = ({folder}: Machine) => ['/run/node', join(folder, 'program/call.mjs')]

/** The results of calls that a Parrot with its home in `home` makes there, one after the other. */
export function calls(
  machine: Machine,
  home: string,
  asked: readonly Asked[],
  uid = 0,
): readonly CallResult[] {
  const command = [...program(machine), JSON.stringify(asked)]
  const {stdout, stderr} = machine.run(command, {uid, env: environment(machine, home)})
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as readonly CallResult[]
}

/** One call that is not waited for, and its result; undefined where it was killed before. */
export function startCall(machine: Machine, home: string, asked: Asked) {
  const child = machine.start([...program(machine), JSON.stringify([asked])], environment(machine, home))
  let text = ''
  child.stdout?.on('data', (more: Buffer) => (text += more.toString()))
  const ended = new Promise<CallResult | undefined>((resolve) => {
    child.once('close', () => resolve(text === '' ? undefined : (JSON.parse(text) as CallResult[])[0]))
  })
  // nsenter with a pid namespace waits for its child, which is the program.
  const kill = () => void spawnSync('pkill', ['-KILL', '-P', String(child.pid)])
  return {ended, kill}
}

/** What one has compiled the next one finds. */
const environment = ({folder}: Machine, home: string) => ({
  PARROT_HOME: home,
  HOME: home,
  USER: 'parrot-test',
  NODE_COMPILE_CACHE: join(folder, 'compiled'),
})
