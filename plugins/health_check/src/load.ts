import type {Load} from '../../../src/facts/load.ts'
import type {Memory} from '../../../src/facts/memory.ts'
import type {Pressure, Share} from '../../../src/facts/pressure.ts'
import {criticalFrom, measured, rounded, stated, type Check} from './check.ts'
import {bytes} from './words.ts'

/** The load of five minutes on each CPU; critical at twice the threshold. */
export function loadOf({load1, load5, load15, onlineCpus}: Load, threshold: number): Check {
  const value = Math.round((load5 / onlineCpus) * 100) / 100
  const cpus = onlineCpus === 1 ? '1 CPU' : `${onlineCpus} CPUs`
  const sentence = `${value} per CPU in 5 min (${load1} ${load5} ${load15}, ${cpus})`
  const criticalThreshold = threshold * 2
  return measured(
    'load',
    {value, unit: 'per CPU', threshold, criticalThreshold, percent: (value / criticalThreshold) * 100},
    sentence,
  )
}

/** Memory that programs can no longer get. */
export function memoryOf({totalBytes, availableBytes}: Memory, threshold: number): Check {
  const value = rounded((1 - availableBytes / totalBytes) * 100)
  const sentence = `${value} % used, ${bytes(availableBytes)} of ${bytes(totalBytes)} available`
  const criticalThreshold = criticalFrom(threshold)
  return measured('memory', {value, unit: '%', threshold, criticalThreshold, percent: value}, sentence)
}

/** Full swap only warns: what hurts is the memory that is missing beside it. */
export function swapOf({swapTotalBytes, swapFreeBytes}: Memory): Check {
  if (swapTotalBytes === 0) return stated('swap', 'not_applicable', 'there is no swap')
  const value = rounded((1 - swapFreeBytes / swapTotalBytes) * 100)
  const sentence = `${value} % used, ${bytes(swapFreeBytes)} of ${bytes(swapTotalBytes)} free`
  return measured('swap', {value, unit: '%', threshold: 80, percent: value}, sentence)
}

/**
 * The share of the last minute lost waiting. All tasks at once for memory (critical: it thrashes) and disks; any task for the CPU.
 * Disks and CPU only warn: a backup at night keeps them busy, and nothing is wrong.
 */
export function pressureOf({cpu, memory, io}: Pressure): readonly Check[] {
  return [
    stalled('cpu', cpu.some, 'some task waited', {threshold: 80}),
    stalled('memory', memory.full, 'all tasks waited', {threshold: 10, criticalThreshold: 40}),
    stalled('io', io.full, 'all tasks waited', {threshold: 50}),
  ]
}

type Thresholds = {readonly threshold: number; readonly criticalThreshold?: number}

function stalled(what: string, share: Share | null, who: string, limits: Thresholds): Check {
  const id = `pressure:${what}`
  if (share === null) return stated(id, 'unknown', 'the kernel does not count when all tasks wait')
  const value = rounded(share.percent60s)
  return measured(
    id,
    {value, unit: '%', percent: value, ...limits},
    `${who} for ${value} % of the last minute`,
  )
}
