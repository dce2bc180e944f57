import {readIfThere, type Machine} from '../machine.ts'
import {unescape} from './mountinfo.ts'

export type Access = 'read-write' | 'read-only'

/** What /etc/fstab wants of each mount point that it names; empty where there is no such file. */
export function fstab(machine: Pick<Machine, 'root'>): Map<string, Access> {
  const rows = (readIfThere(machine, '/etc/fstab', 'latin1') ?? '')
    .split('\n')
    .map((line) => line.trim().split(/[ \t]+/))
  const named = rows.filter(
    ([source = '', , type]) => source !== '' && !source.startsWith('#') && type !== undefined,
  )
  return new Map(named.map(([, point = '', , options = '']) => [unescape(point), wanted(options)]))
}

/** The last word counts, as it does for mount(8). */
function wanted(options: string): Access {
  const words = options.split(',').filter((word) => word === 'ro' || word === 'rw')
  return words.at(-1) === 'ro' ? 'read-only' : 'read-write'
}
