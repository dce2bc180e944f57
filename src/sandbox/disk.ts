import {constants, statfsSync} from 'node:fs'
import {lstat, open, opendir} from 'node:fs/promises'

const MiB = 1024 ** 2
/** What a plugin may keep from run to run, where its limit is not higher. */
const keptAtLeast = 1024 * MiB
/** More files than this, or deeper folders, are over the limit whatever they hold. */
const mostEntries = 100_000
const mostDepth = 64

/**
 * The bytes that are left on the disk that holds `folder`, beyond what Parrot itself needs there: 64 MiB, or 1 % where that
 * is smaller. Negative where it is nearly full.
 */
export function roomFor(folder: string): number {
  const {bavail, blocks, bsize, ffree, files} = statfsSync(folder)
  // Some file systems number their files without an end, and say 0.
  if (files > 0 && ffree < Math.min(1000, files / 100)) return -1
  return bavail * bsize - Math.min(64 * MiB, (blocks * bsize) / 100)
}

type Left = {bytes: number; entries: number}

/**
 * Does a plugin keep more in `folder` than it may: `bytes`, or 1 GiB where that is more? Walks by descriptor and never
 * through a link, since the plugin may be changing it. What it closes to its own user is over the limit.
 */
export async function keepsTooMuch(folder: string, bytes: number, signal: AbortSignal): Promise<boolean> {
  const left = {bytes: Math.max(bytes, keptAtLeast), entries: mostEntries}
  await countBelow(folder, left, mostDepth, signal)
  return isOver(left)
}

const isOver = ({bytes, entries}: Left) => bytes < 0 || entries < 0

async function countBelow(folder: string, left: Left, depth: number, signal: AbortSignal): Promise<void> {
  try {
    if (depth === 0) left.entries = -1
    else await count(folder, left, depth, signal)
  } catch (error) {
    // Otherwise it has become something else meanwhile.
    if ((error as NodeJS.ErrnoException).code === 'EACCES') left.entries = -1
  }
}

async function count(folder: string, left: Left, depth: number, signal: AbortSignal): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  const inside = `/proc/self/fd/${handle.fd}`
  try {
    for await (const item of await opendir(inside)) {
      if (signal.aborted || isOver(left)) return
      left.entries -= 1
      left.bytes -= await bytesOf(`${inside}/${item.name}`)
      if (item.isDirectory()) await countBelow(`${inside}/${item.name}`, left, depth - 1, signal)
    }
  } finally {
    await handle.close()
  }
}

async function bytesOf(path: string): Promise<number> {
  return lstat(path).then(
    ({blocks}) => blocks * 512,
    () => 0,
  )
}
