import {spawnSync} from 'node:child_process'
import {test as nodeTest} from 'node:test'
import {setTimeout as delay} from 'node:timers/promises'

/** One test; node waits for it. Why it failed is said at once and not only when all have ended. */
export const test = (name: string, body: () => void | Promise<void>) =>
  void nodeTest(name, async () => {
    try {
      await body()
    } catch (error) {
      process.stdout.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`)
      throw error
    }
  })

export type Ran = {readonly status: number | null; readonly stdout: string; readonly stderr: string}

const program = '/srv/vm/parrot'
export const node = `${program}/node_modules/node/bin/node`
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** The environment of somebody's own Parrot where a server serves the whole machine. */
export const own = {PARROT_SYSTEM: '0'}

/** Runs a program as this user, with nothing of our own environment. */
export function as(user: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}): Ran {
  const set = {HOME: user === 'root' ? '/root' : `/home/${user}`, PATH: path, LANG: 'C.UTF-8', ...env}
  const words = ['env', '-i', ...Object.entries(set).map(([name, value]) => `${name}=${value}`), ...argv]
  const [file = '', ...args] = user === 'root' ? words : ['runuser', '-u', user, '--', ...words]
  const {status, stdout, stderr} = spawnSync(file, args, {
    cwd: '/',
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return {status, stdout, stderr}
}

export function parrot(user: string, line: string, env?: Readonly<Record<string, string>>): Ran {
  return as(user, [node, `${program}/bin/parrot`, ...line.split(' ')], env)
}

/** What a script of root's prints; throws where it fails. */
export function sh(script: string): string {
  const {status, stdout, stderr} = as('root', ['/bin/sh', '-ec', script])
  if (status !== 0) throw new Error(`${script}: ${status} ${stdout}${stderr}`)
  return stdout.trim()
}

/** As the user's own systemd, which has to run. */
export function systemctlOf(user: string, line: string): Ran {
  const runtime = {XDG_RUNTIME_DIR: `/run/user/${sh(`id -u ${user}`)}`}
  return as(user, ['systemctl', '--user', ...line.split(' ')], runtime)
}

/** Has the user's own systemd run for good, with nothing of Parrot's in it that failed. */
export async function ownSystemd(user: string): Promise<void> {
  sh(`loginctl enable-linger ${user}`)
  await until(
    () => systemctlOf(user, 'is-system-running').stdout.trim(),
    // Degraded it is by anything of the machine's that failed.
    (state) => state === 'running' || state === 'degraded',
  )
  const failed = systemctlOf(user, 'list-units --failed --plain --no-legend').stdout
  if (failed.includes('parrot')) throw new Error(`failed: ${failed}`)
}

/** Resolves when it holds; rejects after two minutes with what it was at last. */
export async function until<T>(look: () => T, holds: (seen: T) => boolean): Promise<T> {
  for (const end = Date.now() + 120_000; ; await delay(500)) {
    const seen = look()
    if (holds(seen)) return seen
    if (Date.now() > end) throw new Error(`It did not come to it within two minutes: ${JSON.stringify(seen)}`)
  }
}

/** The server of this machine, installed as root does it, and with it alice as a viewer. */
export function machineServer(): void {
  sh(
    'systemctl --quiet is-active parrot-mcp.service || PARROT_SYSTEM=0 ' +
      `${node} ${program}/bin/parrot server install --system --yes`,
  )
  if (!parrot('root', 'user list').stdout.includes('alice'))
    parrot('root', 'user add alice --role viewer --os alice')
}

export const show = (unit: string, property: string) =>
  sh(`systemctl show --value --property=${property} ${unit}`)
