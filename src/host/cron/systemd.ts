import {execFile} from 'node:child_process'
import {existsSync, lstatSync, readdirSync, readFileSync, unlinkSync} from 'node:fs'
import {join} from 'node:path'
import {replaceFile} from '../../config/update-file.ts'
import {makeFolders} from '../../events/make-folders.ts'
import {problem} from '../../text/problem.ts'
import type {Host} from '../operation.ts'
import {ScheduleFault} from './entries.ts'
import type {Entry} from './entry.ts'
import {safePath} from './line.ts'
import {markOf, unitsFor} from './units.ts'

type Here = Pick<Host, 'around' | 'paths'>

/** What of the units is not as these entries want it: the files to write, and those to take away. */
export type UnitChange = {readonly write: ReadonlyMap<string, string>; readonly remove: readonly string[]}

/** Root's units are the system's, anybody else's are their own. The system's own units are never touched: only ours are named so. */
export function unitChange(here: Here, entries: readonly Entry[]): UnitChange {
  const wanted = unitsFor(here, entries)
  const there = ownUnits(here)
  const write = new Map(
    [...wanted].filter(([name, text]) => there.get(name) !== text || !isEnabled(here, name)),
  )
  const foreign = [...write.keys()].find((name) => !there.has(name) && exists(join(unitFolder(here), name)))
  if (foreign !== undefined)
    throw new ScheduleFault(problem('systemd_foreign', {file: join(unitFolder(here), foreign)}))
  return {write, remove: [...there.keys()].filter((name) => !wanted.has(name))}
}

/** One line for each unit that is to be written or taken away. */
export function unitLines(here: Here, {write, remove}: UnitChange): string[] {
  const folder = unitFolder(here)
  return [
    ...remove.map((name) => `-${join(folder, name)}`),
    ...[...write.keys()].map((name) => `+${join(folder, name)}`),
  ]
}

/** Does it, and has systemd start and stop the timers. Rejects with a ScheduleFault; then the units are as they were. */
export async function applyUnits(here: Here, change: UnitChange): Promise<void> {
  if (change.write.size === 0 && change.remove.length === 0) return
  const before = ownUnits(here)
  try {
    await apply(here, change)
  } catch (error) {
    restore(here, change, before)
    await systemctl(here, ['daemon-reload']).catch(() => {})
    throw error
  }
}

async function apply(here: Here, {write, remove}: UnitChange): Promise<void> {
  const folder = unitFolder(here)
  await systemctl(here, ['daemon-reload'])
  const gone = remove.filter((name) => name.endsWith('.timer'))
  if (gone.length > 0) await systemctl(here, ['disable', '--now', ...gone])
  for (const name of remove) unlinkSync(join(folder, name))
  if (write.size > 0) makeFolders(folder, 0o755)
  for (const [name, text] of write) replaceFile(join(folder, name), text, 0o644)
  await systemctl(here, ['daemon-reload'])
  await forget(here, remove)
  const timers = [...write.keys()].filter((name) => name.endsWith('.timer'))
  if (timers.length === 0) return
  // A timer that runs already goes on with its old times. Enabled last: what is not was not finished.
  await systemctl(here, ['restart', ...timers])
  await systemctl(here, ['enable', ...timers])
}

/** A service whose last run failed would be listed as failed for as long as systemd runs; of any other systemd does not know any more. */
async function forget(here: Here, removed: readonly string[]): Promise<void> {
  const services = removed.filter((name) => name.endsWith('.service'))
  if (services.length > 0) await systemctl(here, ['reset-failed', ...services]).catch(() => {})
}

function restore(here: Here, {write, remove}: UnitChange, before: ReadonlyMap<string, string>): void {
  const folder = unitFolder(here)
  for (const name of [...write.keys(), ...remove]) {
    const text = before.get(name)
    if (text !== undefined) replaceFile(join(folder, name), text, 0o644)
    else if (existsSync(join(folder, name))) unlinkSync(join(folder, name))
  }
}

function unitFolder({around: {uid, env, home}}: Here): string {
  if (uid === 0) return '/etc/systemd/system'
  const config = env['XDG_CONFIG_HOME']
  return join(config?.startsWith('/') ? config : join(home, '.config'), 'systemd/user')
}

/** The link that systemd makes for a timer that is to start with the machine, or with its user's session. */
function isEnabled(here: Here, name: string): boolean {
  return !name.endsWith('.timer') || exists(join(unitFolder(here), 'timers.target.wants', name))
}

/** Ours by name and by mark. */
function ownUnits(here: Here): Map<string, string> {
  const folder = unitFolder(here)
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => /^parrot-cron-.+\.(?:service|timer)$/.test(name))
    : []
  return new Map(
    names.flatMap((name) => {
      const file = join(folder, name)
      const text = lstatSync(file).isFile() ? readFileSync(file, 'utf8') : ''
      return text.startsWith(`${markOf(here)}\n`) ? [[name, text] as const] : []
    }),
  )
}

const exists = (file: string) => lstatSync(file, {throwIfNoEntry: false}) !== undefined

function systemctl({around: {uid, env}}: Here, args: readonly string[]): Promise<void> {
  const user = uid === 0 ? [] : ['--user']
  const runtime = env['XDG_RUNTIME_DIR'] ?? `/run/user/${uid}`
  const environment = {PATH: safePath, LC_ALL: 'C', XDG_RUNTIME_DIR: runtime}
  const argv = [...user, '--no-ask-password', ...args]
  return new Promise((resolve, reject) => {
    execFile('systemctl', argv, {env: environment, timeout: 60_000, cwd: '/'}, (error, _, stderr) => {
      if (error === null) return resolve()
      const cause = stderr.trim().slice(0, 500) || error.message.slice(0, 500)
      reject(
        new ScheduleFault(
          String(error.code) === 'ENOENT' ? problem('systemd_missing') : problem('systemd_failed', {cause}),
        ),
      )
    })
  })
}
