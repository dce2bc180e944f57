import type {Problem} from '../text/problem.ts'
import type {LoadedWorld} from './load-world.ts'
import type {Part} from './world-parts.ts'

/** What a look at the files brought. After `refused` all is as it was. */
export type Reloaded =
  | {readonly effect: 'unchanged'}
  | {
      readonly effect: 'reloaded'
      /** As `limits.pids`, `role operator`, `user bob`, `plugin backup`. */
      readonly changed: readonly string[]
      /** Those of them that this process takes only when it starts again. */
      readonly restart: readonly string[]
    }
  | {readonly effect: 'refused'; readonly problems: readonly Problem[]}

export type Worlds = {
  readonly now: () => LoadedWorld
  /** Why the files were not taken when they were last looked at; empty where they were. */
  readonly refused: () => readonly Problem[]
  readonly counts: () => ReloadCounts
  /** Takes what the files say now, at once. */
  readonly reload: (only?: readonly Part[]) => Promise<Reloaded>
  /**
   * The same for who was not asked to: only once the files have stood still for a moment, so that one half written is nobody's, and without
   * the configuration where it is not to be watched.
   */
  readonly follow: () => Promise<Reloaded>
}

/** How often other files were taken so far, and how often they were not, each as often as it is on record. */
export type ReloadCounts = {
  readonly taken: number
  readonly refused: number
  /** When they were last taken; ISO, UTC. */
  readonly takenAt: string | null
}
