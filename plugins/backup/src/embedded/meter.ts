import type {Job} from '../engine.ts'

const everyMs = 250
/** Between two looks at the clock, which many small files would else be counted by. */
const everyBytes = 64 * 1024
/** The host listens to 10,000 lines of progress. */
const leastShare = 1 / 4000

/** Tells how far the work is, in bytes and time, not too often. */
export class Meter {
  private done = 0
  private next = 0
  private toldAt = 0
  private told = -1
  private readonly started: number
  private readonly total: () => number | undefined
  private readonly tell: Job['progress']

  /** Tells nothing while `total` is not known. */
  constructor(total: number | (() => number | undefined), tell: Job['progress']) {
    this.total = typeof total === 'number' ? () => total : total
    this.tell = tell
    this.started = this.toldAt = performance.now()
  }

  readonly step = (bytes: number): void => {
    this.done += bytes
    if (this.done < this.next) return
    this.next = this.done + everyBytes
    const now = performance.now()
    if (now - this.toldAt < everyMs) return
    const total = this.total()
    if (total === undefined) return
    const share = Math.min(1, this.done / Math.max(1, total))
    if (share - this.told < leastShare) return
    this.toldAt = now
    this.told = share
    this.tell(share, this.sentence(share, total, now))
  }

  private sentence(share: number, total: number, now: number): string {
    const left = ((now - this.started) / 1000) * (1 / share - 1)
    const known = share > 0.01 ? `, ${duration(left)} left` : ''
    return `${size(this.done)} of ${size(total)}${known}`
  }
}

/** Bytes for a person, as a column of a table has them. */
export function size(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']
  const at = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  const scaled = bytes / 1024 ** at
  return `${scaled.toFixed(at === 0 || scaled >= 99.95 ? 0 : 1)} ${units[at]}`
}

function duration(seconds: number): string {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60]
  return h > 0 ? `${h} h ${m} min` : m > 0 ? `${m} min ${s} s` : `${s} s`
}
