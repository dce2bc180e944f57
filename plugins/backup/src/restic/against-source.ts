import {digestAt, type Digest} from './digest.ts'
import type {Node} from './tree.ts'

type Counts = {sameAsSource: number; changedSince: number}

/** In what a file that was restored differs from its source; '' where it is the same, or the source has changed since. Counts which. */
export async function differs(node: Node, restored: Digest, counts: Counts): Promise<string> {
  const source = await digestAt('/', node.path)
  const same = source !== undefined && source.size === node.size && source.mtime === nanoseconds(node.mtime)
  if (!same) {
    counts.changedSince += 1
    // It was written to while it was saved where it has another size than its own.
    return ''
  }
  if (restored.size !== node.size) return 'what was restored has another size than was saved'
  if (source.sha256 !== restored.sha256)
    return 'its source has other bytes, and the same size and time as when it was saved'
  counts.sameAsSource += 1
  return ''
}

function nanoseconds(time: string): string {
  const [, seconds = '', fraction = ''] = /^(.*?:\d\d)(?:\.(\d+))?(?:Z|[+-]\d\d:\d\d)$/.exec(time) ?? []
  const zone = time.slice(seconds.length).replace(/^\.\d+/, '')
  return `${BigInt(Date.parse(`${seconds}${zone}`)) * 1_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9))}`
}
