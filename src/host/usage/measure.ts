import {lstatSync, type Stats} from 'node:fs'
import {setImmediate as breathe} from 'node:timers/promises'
import type {HeldFolder} from '../held-folder.ts'
import type {Largest, Folder} from './largest.ts'

export type Measuring = {
  /** Where something is mounted: paths with one character a byte. */
  readonly mounts: ReadonlySet<string>
  readonly entries: number
  readonly until: number
  readonly signal: AbortSignal
  readonly largest: Largest
}

export type Measured = Folder & {
  readonly complete: boolean
  readonly unreadable: number
  readonly elsewhere: number
}

/** Each level holds a descriptor. */
const deepest = 400

/**
 * What all below `top` takes on its disk. Looks at names and sizes only; goes from descriptor to descriptor, follows no link and
 * crosses no mount. Ends with what it has where time or entries run out.
 */
export async function measure(top: HeldFolder, path: string, measuring: Measuring): Promise<Measured> {
  const walk = new Walk(measuring)
  const {dev, blocks} = lstatSync(top.at('.'))
  const {bytes, entries} = await walk.inside(top, {path, dev, depth: 0}, blocks * 512)
  return {path, bytes, entries, complete: !walk.cut, unreadable: walk.unreadable, elsewhere: walk.elsewhere}
}

type Level = {readonly path: string; readonly dev: number; readonly depth: number}
type Sum = {bytes: number; entries: number}

class Walk {
  unreadable = 0
  elsewhere = 0
  cut = false
  private seen = 0
  private readonly linked = new Set<string>()
  private readonly measuring: Measuring

  constructor(measuring: Measuring) {
    this.measuring = measuring
  }

  async inside(folder: HeldFolder, level: Level, own: number): Promise<Sum> {
    const sum = {bytes: own, entries: 0}
    for (const {name} of folder.list()) {
      if (++this.seen % 256 === 0) await breathe()
      if (this.isOver()) break
      const stats = lstatSync(folder.at(name), {throwIfNoEntry: false})
      if (stats === undefined) continue
      sum.entries++
      if (stats.isDirectory()) add(sum, await this.below(folder, name, stats, level))
      else sum.bytes += this.sizeOf(stats)
    }
    return sum
  }

  private async below(folder: HeldFolder, name: Buffer, stats: Stats, level: Level): Promise<Sum> {
    const path = `${level.path === '/' ? '' : level.path}/${name.toString('latin1')}`
    if (stats.dev !== level.dev || this.measuring.mounts.has(path)) {
      this.elsewhere++
      return {bytes: 0, entries: 0}
    }
    const own = stats.blocks * 512
    const child = this.enter(folder, name, level)
    if (child === undefined) return {bytes: own, entries: 0}
    try {
      const sum = await this.inside(child, {...level, path, depth: level.depth + 1}, own)
      this.measuring.largest.offer({path, ...sum})
      return sum
    } finally {
      child.close()
    }
  }

  private enter(folder: HeldFolder, name: Buffer, {depth}: Level): HeldFolder | undefined {
    try {
      if (depth < deepest) return folder.enter(name)
      this.cut = true
    } catch {
      this.unreadable++
    }
    return undefined
  }

  /** A file of several names takes its place once. */
  private sizeOf({dev, ino, nlink, blocks}: Stats): number {
    if (nlink > 1) {
      const id = `${dev}:${ino}`
      if (this.linked.has(id)) return 0
      this.linked.add(id)
    }
    return blocks * 512
  }

  private isOver(): boolean {
    const {entries, until, signal} = this.measuring
    const over = this.seen > entries || signal.aborted || (this.seen % 64 === 0 && Date.now() > until)
    this.cut ||= over
    return this.cut
  }
}

function add(sum: Sum, more: Sum): void {
  sum.bytes += more.bytes
  sum.entries += more.entries
}
