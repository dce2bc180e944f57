import {existsSync} from 'node:fs'
import {problem} from '../text/problem.ts'
import {ask} from './ask.ts'
import type {Machine} from './machine.ts'
import {absent, type Absent} from './reason.ts'

export type FailedUnit = {readonly unit: string; readonly description: string}

export type Units = {readonly failed: readonly FailedUnit[]}

/** The units of the system manager that failed; absent where systemd is not what runs the machine. */
export async function units(machine: Machine, signal: AbortSignal): Promise<Units | Absent> {
  // As sd_booted(3) tells it.
  if (!existsSync(`${machine.root}/run/systemd/system`)) return absent(problem('no_systemd'))
  const args = ['list-units', '--system', '--failed', '--all', '--no-pager', '--output=json']
  return {failed: listOf(await ask(machine, 'systemctl', args, signal))}
}

function listOf(text: string): FailedUnit[] {
  const rows: unknown = JSON.parse(text)
  if (!Array.isArray(rows)) throw new Error('systemctl did not print a list')
  return rows.map((row: Readonly<Record<string, unknown>> | null) => {
    if (typeof row?.unit !== 'string') throw new Error('systemctl printed a unit without a name')
    return {unit: row.unit, description: typeof row.description === 'string' ? row.description : ''}
  })
}
