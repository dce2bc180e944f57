import type {Facts} from '../../../src/facts/facts.ts'
import type {Config} from '../../../plugins/health_check/src/report.ts'

/** Noon. */
export const now = Date.parse('2026-03-01T12:00:00.000Z')

export const config: Config = {
  DISK_THRESHOLD: 80,
  LOAD_THRESHOLD: 2,
  MEM_THRESHOLD: 90,
  DAILY_WORKFLOW_HOURS: 26,
  BACKUP_HOURS: 26,
}

const gib = 2 ** 30
const share = {percent10s: 0, percent60s: 0, percent300s: 0, totalMicroseconds: 1}
const ran = {lastAt: '2026-03-01T02:00:00.000Z', lastOutcome: 'ok', lastOkAt: '2026-03-01T02:00:00.000Z'}

/** A machine on which all is well and everything can be looked at. */
export const healthy: Facts = {
  mounts: [
    {
      path: '/',
      source: '/dev/sda2',
      type: 'ext4',
      readOnly: 'no',
      wanted: 'read-write',
      stopped: null,
      onError: 'remount-ro',
      space: {
        totalBytes: 100 * gib,
        usedBytes: 40 * gib,
        availableBytes: 60 * gib,
        totalInodes: 1_000_000,
        usedInodes: 100_000,
      },
    },
  ],
  load: {load1: 1, load5: 2, load15: 1.5, runnableTasks: 1, tasks: 300, onlineCpus: 4, usableCpus: 4},
  memory: {
    totalBytes: 8 * gib,
    availableBytes: 6 * gib,
    freeBytes: gib,
    swapTotalBytes: 2 * gib,
    swapFreeBytes: gib,
  },
  pressure: {
    cpu: {some: share, full: share},
    memory: {some: share, full: share},
    io: {some: share, full: share},
  },
  sensors: {
    temperatures: [
      {name: 'cpu_thermal', milliCelsius: 50_000, highMilliCelsius: null, criticalMilliCelsius: 110_000},
    ],
    undervoltage: {now: false, sinceBoot: false},
  },
  units: {failed: []},
  clock: {synchronized: true, by: 'systemd-timesyncd', lastSyncAt: '2026-03-01T11:40:00.000Z'},
  processes: {
    total: 214,
    running: 1,
    sleeping: 213,
    blocked: 0,
    stopped: 0,
    idle: 0,
    zombie: 0,
    zombies: [],
  },
  runs: [
    {tool: 'daily_workflow', ...ran},
    {tool: 'backup_create', ...ran},
  ],
  server: {state: 'running', pid: 811},
}
