import type {Clock} from '../../../src/facts/clock.ts'
import type {Processes, Zombie} from '../../../src/facts/processes.ts'
import type {Server} from '../../../src/facts/server.ts'
import type {Units} from '../../../src/facts/units.ts'
import {measured, stated, type Check} from './check.ts'
import {duration, some} from './words.ts'

/** A unit that failed was told to run and does not. */
export function unitsOf({failed}: Units): Check {
  const names = failed.map(({unit}) => unit)
  const sentence = failed.length === 0 ? 'none has failed' : `${failed.length} failed: ${some(names)}`
  return measured('units', {value: failed.length, unit: 'units', criticalThreshold: 1}, sentence)
}

export function clockOf({synchronized, by, lastSyncAt}: Clock, now: number): Check {
  const ago = lastSyncAt === null ? NaN : now - Date.parse(lastSyncAt)
  const last = ago >= 0 ? `, last ${duration(ago)} ago` : ''
  if (synchronized) return stated('clock', 'ok', `synchronised, says ${by}${last}`)
  return stated('clock', 'warning', `not synchronised, says ${by}${last}`)
}

/** A few come and go; more mean that a parent does not look after its children. */
export function zombiesOf({zombie, zombies, total}: Processes): Check {
  const sentence = zombie === 0 ? `none among ${total} processes` : `${zombie}, ${leftBy(zombies)}`
  return measured('zombies', {value: zombie, unit: 'processes', threshold: 5}, sentence)
}

export function serverOf({state, pid}: Server): Check {
  const process = pid === null ? 'its process' : `process ${pid}`
  if (state === 'running') return stated('server', 'ok', `${process} answers`)
  if (state === 'silent')
    return stated('server', 'critical', `${process} is there, its socket does not answer`)
  if (state === 'dead')
    return stated('server', 'critical', `${process} ended without a word: parrot server start`)
  return stated('server', 'warning', 'installed, not started: parrot server start')
}

function leftBy(zombies: readonly Zombie[]): string {
  const byParent = [...Map.groupBy(zombies, ({parent}) => parent)]
  const [worst] = byParent.sort(([, a], [, b]) => b.length - a.length)[0] ?? ['nobody']
  return `${byParent.length > 1 ? 'most ' : ''}left by process ${worst}`
}
