import {problem, says} from '../../text/problem.ts'

/** Why something stays. `filled`: a folder with something in it that stays. */
export type Reason =
  | 'young'
  | 'open'
  | 'others'
  | 'special'
  | 'private'
  | 'own'
  | 'mount'
  | 'deep'
  | 'changed'
  | 'denied'
  | 'filled'
  | 'failed'

/** What the kernel's refusals mean here. */
export const reasons: Readonly<Record<string, Reason>> = {
  EBUSY: 'mount',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ENOTEMPTY: 'changed',
  ENOTDIR: 'changed',
  ELOOP: 'changed',
  EISDIR: 'changed',
}

/** What went, or would go, and how many stay for which reason. */
export class Tally {
  /** Entries that were looked at. */
  seen = 0
  files = 0
  bytes = 0n
  private readonly kept = new Map<Reason, number>()

  take(bytes: bigint): void {
    this.files++
    this.bytes += bytes
  }

  /** A folder that stays for what is in it needs no reason of its own. */
  keep(why: Reason): void {
    if (why !== 'filled') this.kept.set(why, (this.kept.get(why) ?? 0) + 1)
  }

  get left(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.kept)
  }

  get words(): string {
    return [...this.kept].map(([why, count]) => says(problem(`clean_${why as Told}`, {count}))).join('; ')
  }
}

type Told = Exclude<Reason, 'filled'>
