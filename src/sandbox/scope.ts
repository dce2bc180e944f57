import {existsSync, readFileSync, renameSync, statSync, writeFileSync} from 'node:fs'
import {release} from 'node:os'
import {makeFolders} from '../events/make-folders.ts'
import {bwrapOf, type SandboxOptions} from './options.ts'
import type {Plan} from './plan.ts'
import type {RunLimits} from './sandbox.ts'

/** bubblewrap's own two, and the shim's. */
const besides = 4

/** Could systemd give a run of this user a cgroup that holds memory and processes? */
export function canScope(uid: number, cgroups = '/sys/fs/cgroup', systemd = '/run/systemd/system'): boolean {
  if (!existsSync(systemd)) return false
  return holds(uid === 0 ? cgroups : `${cgroups}${ownOf(uid)}`)
}

/** Could it, if only the systemd of this user ran, as it does while they are logged in or always after `loginctl enable-linger`? */
export function lacksManager(
  uid: number,
  cgroups = '/sys/fs/cgroup',
  systemd = '/run/systemd/system',
): boolean {
  return uid !== 0 && canScope(0, cgroups, systemd) && !existsSync(`${cgroups}${ownOf(uid)}`)
}

const ownOf = (uid: number) => `/user.slice/user-${uid}.slice/user@${uid}.service`

function holds(group: string): boolean {
  try {
    const controllers = readFileSync(`${group}/cgroup.controllers`, 'utf8').trim().split(' ')
    return ['memory', 'pids'].every((name) => controllers.includes(name))
  } catch {
    return false
  }
}

/** The same plan, with everything that it starts in a cgroup of its own. systemd-run becomes the program, so no process is added. */
export function inScope(plan: Plan, {memoryBytes, pids}: RunLimits, uid: number): Plan {
  const properties = [`MemoryMax=${memoryBytes}`, 'MemorySwapMax=0', `TasksMax=${pids + besides}`]
  const asking = ['systemd-run', ...(uid === 0 ? [] : ['--user']), '--scope', '--quiet', '--collect'] as const
  return {
    ...plan,
    argv: [...asking, ...properties.map((property) => `--property=${property}`), '--', ...plan.argv],
    env: {...plan.env, ...(uid !== 0 && {XDG_RUNTIME_DIR: `/run/user/${uid}`})},
  }
}

/** What a probe of this bubblewrap under this kernel found out; undefined where there was none yet. */
export function keptVerdict(options: SandboxOptions): boolean | undefined {
  try {
    const {key, scoped} = JSON.parse(readFileSync(fileOf(options), 'utf8')) as {
      key?: unknown
      scoped?: unknown
    }
    return key === keyOf(options) ? scoped === true : undefined
  } catch {
    return undefined
  }
}

/** Keeps a probe's verdict until bubblewrap or the kernel is another one. */
export function keepVerdict(options: SandboxOptions, scoped: boolean): void {
  const file = fileOf(options)
  makeFolders(options.cache)
  writeFileSync(`${file}.${process.pid}`, JSON.stringify({key: keyOf(options), scoped}))
  renameSync(`${file}.${process.pid}`, file)
}

function fileOf({cache}: SandboxOptions): string {
  return `${cache}/probe.json`
}

function keyOf(options: SandboxOptions): string {
  const bwrap = bwrapOf(options, existsSync)
  return `${bwrap} ${bwrap === undefined ? '' : statSync(bwrap).mtimeMs} ${release()} ${options.uid}`
}
