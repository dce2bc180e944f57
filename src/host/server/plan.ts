import {existsSync, readFileSync} from 'node:fs'
import type {BuiltinCall} from '../builtin.ts'
import {machineMark, machineUnits} from './machine-units.ts'
import {markOf, serverUnits, unitName, unitNames} from './unit.ts'

/** What is written for a server, and whose it is. */
export type Plan = {
  /** The path of each file, and its text. */
  readonly units: ReadonlyMap<string, string>
  /** The units among them, as systemd calls them. */
  readonly names: readonly string[]
  /** It was written by this command before, for this server. */
  readonly isOurs: (file: string) => boolean
  /** It is the whole machine's. */
  readonly machine: boolean
}

/** The server of this home, or the one of the machine. */
export function planOf({host, work, config}: Pick<BuiltinCall, 'host' | 'work' | 'config'>): Plan {
  const drain = Number(config['DRAIN_SECONDS'])
  const machine = work.values['system'] === true
  const mark = machine ? machineMark : markOf(host)
  return {
    units: machine ? machineUnits(host.around, drain) : serverUnits(host, drain),
    names: machine ? [unitName] : unitNames,
    isOurs: (file) => contentOf(file)?.startsWith(`${mark}\n`) === true,
    machine,
  }
}

export function contentOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** As they are answered. */
export function filesOf(units: Plan['units']) {
  return {files: [...units].map(([file, text]) => ({file, text}))}
}
