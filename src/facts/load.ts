import {groups, read, type Machine} from './machine.ts'

/** How many tasks ran or waited, averaged by the kernel over 1, 5 and 15 minutes, and what there is to run them. */
export type Load = {
  readonly load1: number
  readonly load5: number
  readonly load15: number
  readonly runnableTasks: number
  readonly tasks: number
  /** CPUs that are switched on: what the averages, which count the whole machine, are to be divided by. */
  readonly onlineCpus: number
  /** CPUs that Parrot itself may use (affinity, cpuset). */
  readonly usableCpus: number
}

/** The load averages and the number of CPUs. */
export function load(machine: Machine): Load {
  const [load1, load5, load15, runnableTasks, tasks] = averages(read(machine, '/proc/loadavg'))
  return {
    load1,
    load5,
    load15,
    runnableTasks,
    tasks,
    onlineCpus: online(machine),
    usableCpus: usable(machine),
  }
}

function averages(text: string): [number, number, number, number, number] {
  const pattern = /^(\d+\.\d+) (\d+\.\d+) (\d+\.\d+) (\d+)\/(\d+) /
  return groups(text, pattern, '/proc/loadavg').map(Number) as [number, number, number, number, number]
}

function online(machine: Machine): number {
  return countCpus(read(machine, '/sys/devices/system/cpu/online').trim(), '/sys/devices/system/cpu/online')
}

function usable(machine: Machine): number {
  const [list = ''] = groups(
    read(machine, '/proc/self/status'),
    /^Cpus_allowed_list:\t(.*)$/m,
    '/proc/self/status',
  )
  return countCpus(list, '/proc/self/status')
}

/** `0-3,8` is five. */
function countCpus(list: string, file: string): number {
  const sizes = list.split(',').map((range) => {
    const [first, last = first] = groups(range, /^(\d+)(?:-(\d+))?$/, file).filter(
      (part) => part !== undefined,
    )
    return Number(last) - Number(first) + 1
  })
  return sizes.reduce((sum, size) => sum + size, 0)
}
