import {setTimeout as delay} from 'node:timers/promises'
import {unitState, type UnitState} from './unit-state.ts'

const everyMs = 100

/**
 * The state of a unit once it is clear: not up, or up and the same for `steadyMs`. A program that falls over right after it
 * started was active for a moment. Undefined where systemd stopped answering or the signal came.
 */
export async function settled(
  unit: string,
  steadyMs: number,
  signal: AbortSignal,
): Promise<UnitState | undefined> {
  const first = await unitState(unit, signal)
  const until = performance.now() + steadyMs
  let state = first
  while (state !== undefined && isUnclear(state) && performance.now() < until) {
    await delay(everyMs, undefined, {signal}).catch(() => {})
    state = await unitState(unit, signal)
    if (state !== undefined && fellOver(first, state)) return {...state, active: 'failed', sub: 'restarting'}
  }
  return signal.aborted ? undefined : state
}

const isUnclear = ({active}: UnitState) =>
  active === 'active' || active === 'activating' || active === 'reloading'

/** Restart=always makes it look active again. */
function fellOver(first: UnitState | undefined, {restarts, pid, active}: UnitState): boolean {
  if (first === undefined || active !== 'active') return false
  const again = restarts !== null && first.restarts !== null && restarts > first.restarts
  return again || (first.pid !== null && pid !== null && first.pid !== pid && first.type === 'simple')
}

/** Is this what was wanted of a start? A oneshot that did its work is not active any more. */
export function isUp({active, result, type}: UnitState): boolean {
  if (active === 'active') return true
  return type === 'oneshot' && active === 'inactive' && result === 'success'
}
