import type {Mount} from '../../../src/facts/mounts.ts'
import {criticalFrom, measured, rounded, stated, unknown, type Check} from './check.ts'
import {bytes, grouped} from './words.ts'

/** How full a mount is for those who are not root, as df counts it. */
export function diskOf(mount: Mount, threshold: number): Check {
  const {path, space} = mount
  const id = `disk:${path}`
  if (cannotFill(mount)) return stated(id, 'not_applicable', 'read-only: nothing can fill it')
  if ('unavailable' in space) return unknown(id, space)
  const {usedBytes, availableBytes, totalBytes} = space
  const value = share(usedBytes, usedBytes + availableBytes)
  const sentence = `${value} % full, ${bytes(availableBytes)} of ${bytes(totalBytes)} free`
  return measured(id, percentage(value, threshold), sentence)
}

/** How many of a mount's inodes are taken. */
export function inodesOf(mount: Mount, threshold: number): Check {
  const {path, space, type} = mount
  const id = `inodes:${path}`
  if (cannotFill(mount)) return stated(id, 'not_applicable', 'read-only: nothing can fill it')
  if ('unavailable' in space) return unknown(id, space)
  const {totalInodes, usedInodes} = space
  if (totalInodes === null || usedInodes === null) {
    return stated(id, 'not_applicable', `${type} makes inodes as it needs them`)
  }
  const value = share(usedInodes, totalInodes)
  return measured(
    id,
    percentage(value, threshold),
    `${value} % taken, ${grouped(totalInodes - usedInodes)} inodes free`,
  )
}

/** Whether a mount that should be writable is. */
export function readOnlyOf({path, readOnly, wanted, stopped, onError}: Mount): Check {
  const id = `read_only:${path}`
  if (stopped) return stated(id, 'critical', `the kernel stopped it after an error (${stopped}): see dmesg`)
  if (readOnly === 'no') return stated(id, 'ok', 'writable')
  if (wanted === 'read-only') return stated(id, 'ok', 'read-only, as /etc/fstab wants it')
  if (wanted === 'read-write') return stated(id, 'critical', 'read-only, though /etc/fstab wants it writable')
  if (readOnly === 'mount') return stated(id, 'ok', 'mounted read-only; its file system is writable')
  if (onError === 'remount-ro') {
    return stated(id, 'warning', 'read-only, and set to become so on an error: see dmesg')
  }
  return stated(id, 'unknown', 'read-only, and /etc/fstab does not say whether it should be')
}

function cannotFill({readOnly, wanted, stopped}: Mount): boolean {
  return readOnly === 'filesystem' && wanted !== 'read-write' && stopped === null
}

function share(part: number, whole: number): number {
  return whole > 0 ? rounded((part / whole) * 100) : 100
}

function percentage(value: number, threshold: number) {
  return {value, unit: '%', threshold, criticalThreshold: criticalFrom(threshold), percent: value}
}
