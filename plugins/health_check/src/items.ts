import type {Facts} from '../../../src/facts/facts.ts'
import {looked, type Check} from './check.ts'
import {diskOf, inodesOf, readOnlyOf} from './disk.ts'
import {loadOf, memoryOf, pressureOf, swapOf} from './load.ts'
import {lastRun} from './runs.ts'
import {temperatureOf, undervoltageOf} from './sensors.ts'
import {clockOf, serverOf, unitsOf, zombiesOf} from './system.ts'

export type Limits = {
  /** Percent. */
  readonly disk: number
  readonly memory: number
  /** Per CPU. */
  readonly load: number
  readonly dailyHours: number
  readonly backupHours: number
}

type Judge = (facts: Facts, limits: Limits, now: number) => readonly Check[]

/** What each item of `--only` and `--skip` looks at, in the order of the report. The manifest lists the same names. */
export const items: Readonly<Record<string, Judge>> = {
  disk: ({mounts}, {disk}) => looked('disk', mounts, (all) => all.map((mount) => diskOf(mount, disk))),
  inodes: ({mounts}, {disk}) => looked('inodes', mounts, (all) => all.map((mount) => inodesOf(mount, disk))),
  read_only: ({mounts}) => looked('read_only', mounts, (all) => all.map(readOnlyOf)),
  load: ({load}, limits) => looked('load', load, (fact) => [loadOf(fact, limits.load)]),
  memory: ({memory}, limits) => looked('memory', memory, (fact) => [memoryOf(fact, limits.memory)]),
  swap: ({memory}) => looked('swap', memory, (fact) => [swapOf(fact)]),
  pressure: ({pressure}) => looked('pressure', pressure, pressureOf),
  temperature: ({sensors}) => looked('temperature', sensors, temperatureOf),
  undervoltage: ({sensors}) => looked('undervoltage', sensors, (fact) => [undervoltageOf(fact)]),
  units: ({units}) => looked('units', units, (fact) => [unitsOf(fact)]),
  clock: ({clock}, _, now) => looked('clock', clock, (fact) => [clockOf(fact, now)]),
  zombies: ({processes}) => looked('zombies', processes, (fact) => [zombiesOf(fact)]),
  daily_workflow: ({runs}, {dailyHours}, now) =>
    ran('daily_workflow', ['daily_workflow'], runs, dailyHours, now),
  backup: ({runs}, {backupHours}, now) => ran('backup', ['backup', 'backup_create'], runs, backupHours, now),
  server: ({server}) => looked('server', server, (fact) => [serverOf(fact)]),
}

function ran(
  id: string,
  tools: readonly string[],
  runs: Facts['runs'],
  hours: number,
  now: number,
): readonly Check[] {
  return looked(id, runs, (fact) => [lastRun({id, tools, hours}, fact, now)])
}
