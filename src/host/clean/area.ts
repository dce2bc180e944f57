import type {Problem} from '../../text/problem.ts'
import type {Tally} from './tally.ts'

export const areaNames = ['apt', 'npm', 'pip', 'journal', 'tmp'] as const
export type AreaName = (typeof areaNames)[number]

/** What the areas are given. */
export type Cleaning = {
  readonly settings: Settings
  readonly home: string
  readonly uid: number
  readonly everyone: boolean
  readonly own: ReadonlySet<string>
  readonly now: number
  readonly remove: boolean
  readonly signal: AbortSignal
}

export type Settings = {
  readonly TMP_DIRS: readonly string[]
  readonly TMP_DAYS: number
  readonly CACHE_NPM?: string
  readonly CACHE_PIP?: string
  readonly CACHE_DAYS: number
  readonly JOURNAL_DAYS: number
}

/** How one area ended. `absent`: there is nothing of the kind here. `skipped`: not for this user, or not safe; `why` says which. */
export type Cleaned = {
  readonly status: 'planned' | 'cleaned' | 'absent' | 'skipped' | 'failed'
  readonly where: string
  readonly tally: Tally
  readonly why?: Problem
}

export type Area = (cleaning: Cleaning) => Promise<Cleaned>

export const dayMs = 86_400_000
