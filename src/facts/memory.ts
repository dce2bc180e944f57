import {read, type Machine} from './machine.ts'

/** Main memory and swap, in bytes. */
export type Memory = {
  readonly totalBytes: number
  /** What programs can still get without swapping, as the kernel estimates it. */
  readonly availableBytes: number
  readonly freeBytes: number
  /** 0 where the machine has no swap. */
  readonly swapTotalBytes: number
  readonly swapFreeBytes: number
}

/** Memory and swap, from /proc/meminfo. */
export function memory(machine: Machine): Memory {
  const text = read(machine, '/proc/meminfo')
  return {
    totalBytes: bytes(text, 'MemTotal'),
    availableBytes: bytes(text, 'MemAvailable'),
    freeBytes: bytes(text, 'MemFree'),
    swapTotalBytes: bytes(text, 'SwapTotal'),
    swapFreeBytes: bytes(text, 'SwapFree'),
  }
}

function bytes(text: string, name: string): number {
  const found = new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(text)
  if (!found) throw new Error(`/proc/meminfo has no ${name}`)
  return Number(found[1]) * 1024
}
