import {existsSync} from 'node:fs'
import {problem} from '../text/problem.ts'
import {ask} from './ask.ts'
import {groups, type Machine} from './machine.ts'
import {absent, type Absent} from './reason.ts'

type FailedUnit = {readonly unit: string; readonly description: string}

export type Units = {readonly failed: readonly FailedUnit[]}

/** The units of the system manager that failed; absent where systemd is not what runs the machine. */
export async function units(machine: Machine, signal: AbortSignal): Promise<Units | Absent> {
  // As sd_booted(3) tells it.
  if (!existsSync(`${machine.root}/run/systemd/system`)) return absent(problem('no_systemd'))
  const args = [
    'list-units',
    '--system',
    '--failed',
    '--all',
    '--no-pager',
    '--no-legend',
    '--plain',
    '--output=json',
  ]
  const text = await ask(machine, 'systemctl', args, signal)
  return {failed: text.startsWith('[') ? fromJson(text) : fromLines(text)}
}

function fromJson(text: string): FailedUnit[] {
  const rows = JSON.parse(text) as readonly (Readonly<Record<string, unknown>> | null)[]
  return rows.map((row) => {
    if (typeof row?.unit !== 'string') throw new Error('systemctl listed a unit without a name')
    return {unit: row.unit, description: typeof row.description === 'string' ? row.description : ''}
  })
}

/** An older systemctl prints its table whatever it is asked: unit, load, active, sub, description. */
function fromLines(text: string): FailedUnit[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => {
    const [unit = '', description = ''] = groups(
      line,
      /^(\S+) +\S+ +failed +\S+ *(.*)$/,
      'systemctl list-units',
    )
    return {unit, description}
  })
}
