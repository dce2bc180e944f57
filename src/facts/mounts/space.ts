import {statfs} from 'node:fs'
import {causeWords} from '../../text/error-words.ts'
import {problem} from '../../text/problem.ts'
import {aborted} from '../aborted.ts'
import {ask} from '../ask.ts'
import {decode, type Machine} from '../machine.ts'
import {unavailable, type Unavailable} from '../reason.ts'

/** How full a file system is. */
export type Space = {
  readonly totalBytes: number
  readonly usedBytes: number
  /** What those can still write who are not root; less than the free bytes where some are reserved. */
  readonly availableBytes: number
  /** Null where the file system makes inodes as it needs them. */
  readonly totalInodes: number | null
  readonly usedInodes: number | null
}

const seconds = 1

/**
 * How full the file system mounted at `point` (one character a byte) is, within a second. One whose answer depends on a
 * server or a program may never answer; it is measured by a process that can be left behind, since a thread that hangs
 * in the kernel keeps this process from ever ending.
 */
export async function space(
  machine: Machine,
  point: string,
  local: boolean,
  signal: AbortSignal,
): Promise<Space | Unavailable> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)])
  const path = decode(point)
  try {
    const figures = local ? asked(machine.root + point) : askedApart(machine, point, limit)
    return spaceOf(await Promise.race([figures, aborted(limit)]))
  } catch (cause) {
    if (limit.aborted) return unavailable(problem('mount_slow', {path, seconds}))
    return unavailable(problem('mount_unreadable', {path, cause: causeWords(cause)}))
  }
}

/** Size of a block; blocks: all, free, free for everybody; inodes: all, free. */
type Figures = readonly [bigint, bigint, bigint, bigint, bigint, bigint]

function asked(path: string): Promise<Figures> {
  return new Promise((resolve, reject) => {
    statfs(Buffer.from(path, 'latin1'), {bigint: true}, (error, found) => {
      if (error) reject(error)
      else
        resolve([
          found.frsize || found.bsize,
          found.blocks,
          found.bfree,
          found.bavail,
          found.files,
          found.ffree,
        ])
    })
  })
}

async function askedApart(machine: Machine, point: string, signal: AbortSignal): Promise<Figures> {
  const path = decode(point)
  if (Buffer.from(path).toString('latin1') !== point) throw new Error('its name is not UTF-8')
  const text = await ask(
    machine,
    'stat',
    ['-f', '-c', '%S %b %f %a %c %d', '--', machine.root + path],
    signal,
  )
  const figures = text.trim().split(' ')
  if (figures.length !== 6 || !figures.every((figure) => /^\d+$/.test(figure)))
    throw new Error('stat does not answer as expected')
  return figures.map(BigInt) as unknown as Figures
}

function spaceOf([size, blocks, free, available, inodes, freeInodes]: Figures): Space {
  return {
    totalBytes: Number(blocks * size),
    usedBytes: Number(least0(blocks - free) * size),
    availableBytes: Number(available * size),
    totalInodes: inodes === 0n ? null : Number(inodes),
    usedInodes: inodes === 0n ? null : Number(least0(inodes - freeInodes)),
  }
}

/** Some servers claim more free than they have. */
function least0(difference: bigint): bigint {
  return difference < 0n ? 0n : difference
}
