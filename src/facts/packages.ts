import {existsSync, statSync} from 'node:fs'
import {problem} from '../text/problem.ts'
import {ask} from './ask.ts'
import type {Machine} from './machine.ts'
import {absent, type Absent} from './reason.ts'

/** What a full upgrade would do now, as far as the lists on the disk know. */
export type Packages = {
  readonly upgradable: number
  /** How many of these come from a security archive. */
  readonly security: number
  /** When the lists were last changed, ISO 8601 in UTC; null where there are none. */
  readonly listsAt: string | null
  readonly rebootRequired: boolean
}

/** Simulates an upgrade with apt, which takes a second or more; absent where there is no apt. */
export async function packages(machine: Machine, signal: AbortSignal): Promise<Packages | Absent> {
  const {root} = machine
  if (!existsSync(`${root}/var/lib/apt`)) return absent(problem('no_apt'))
  const args = ['--simulate', '--quiet', '--option=Debug::NoLocking=1', 'dist-upgrade']
  const plan = await ask(machine, 'apt-get', args, signal)
  // `Inst name [old] (new origin:suite [arch])`; what has no old version is new, not upgraded.
  const upgrades = plan.split('\n').filter((line) => /^Inst \S+ \[/.test(line))
  return {
    upgradable: upgrades.length,
    security: upgrades.filter((line) => /\(\S+ [^)]*security/i.test(line)).length,
    listsAt: changed(`${root}/var/lib/apt/lists`),
    rebootRequired: existsSync(`${root}/run/reboot-required`),
  }
}

function changed(folder: string): string | null {
  return existsSync(folder) ? statSync(folder).mtime.toISOString() : null
}
