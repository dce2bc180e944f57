import {look} from './systemd.ts'

/** One unit as systemd sees it now. Texts are as `systemctl show` prints them. */
export type UnitState = {
  /** Its own name, where it was asked for by another. */
  readonly id: string
  readonly description: string
  /** loaded, not-found, masked, error … */
  readonly load: string
  /** active, inactive, failed, activating, deactivating, reloading */
  readonly active: string
  readonly sub: string
  /** enabled, disabled, static …; empty where it has no file. */
  readonly enabled: string
  readonly result: string
  readonly type: string
  readonly canReload: boolean
  readonly pid: number | null
  readonly exitStatus: number | null
  readonly restarts: number | null
  readonly memoryBytes: number | null
  /** Since when it is in this state; ISO 8601, UTC. */
  readonly since: string | null
}

const properties =
  'Id Description LoadState ActiveState SubState UnitFileState Result Type CanReload MainPID ExecMainStatus NRestarts MemoryCurrent StateChangeTimestampMonotonic'

/** Undefined where systemd does not answer. A unit that is not there has `load` not-found. */
export async function unitState(unit: string, signal: AbortSignal): Promise<UnitState | undefined> {
  const wanted = properties.split(' ').map((name) => `--property=${name}`)
  const {ok, stdout} = await look(['show', ...wanted, '--', unit], signal)
  return ok ? readShow(stdout) : undefined
}

/** As systemctl says it: `active (running)`. */
export function inWords({active, sub}: UnitState): string {
  return active === sub ? active : `${active} (${sub})`
}

/** Reads what `systemctl show` prints; of what is not there, nothing. */
export function readShow(text: string): UnitState {
  const shown = new Map(text.split('\n').map((line) => pairOf(line)))
  const of = (name: string) => shown.get(name) ?? ''
  return {
    id: of('Id'),
    description: of('Description'),
    load: of('LoadState'),
    active: of('ActiveState'),
    sub: of('SubState'),
    enabled: of('UnitFileState'),
    result: of('Result'),
    type: of('Type'),
    canReload: of('CanReload') === 'yes',
    pid: number(of('MainPID')) || null,
    exitStatus: number(of('ExecMainStatus')),
    restarts: number(of('NRestarts')),
    memoryBytes: number(of('MemoryCurrent')),
    since: since(of('StateChangeTimestampMonotonic')),
  }
}

function pairOf(line: string): readonly [string, string] {
  const at = line.indexOf('=')
  return [line.slice(0, at), line.slice(at + 1)]
}

/** What is not set is `[not set]`, or 2^64 - 1. */
function number(text: string): number | null {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  return Number.isSafeInteger(value) ? value : null
}

/** systemd's monotonic clock is Node's; the times it prints for people depend on the zone. */
function since(text: string): string | null {
  const microseconds = number(text)
  if (microseconds === null || microseconds === 0) return null
  const agoMs = Number(process.hrtime.bigint() / 1000n - BigInt(microseconds)) / 1000
  return new Date(Date.now() - agoMs).toISOString()
}
