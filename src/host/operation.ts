import type {Journal} from '../events/journal.ts'
import type {Paths, Surroundings} from '../config/paths.ts'
import type {JsonSchema} from '../manifest/manifest.ts'
import type {Principal} from '../rbac/decision.ts'
import type {Problem} from '../text/problem.ts'
import type {Values} from './admit.ts'
import type {Answer} from './answer.ts'
import type {World} from './world.ts'

/** What an operation may lean on. Nothing is opened until it is used. */
export type Host = {
  readonly paths: Paths
  readonly around: Surroundings
  readonly journal: () => Promise<Journal>
  readonly now: () => number
}

/**
 * Something Parrot does itself, by a name of its own. One that `changes` something walks the whole corridor and is
 * recorded; one that only looks is decided the same way, and recorded when refused.
 */
export type Operation = {
  readonly tool: string
  readonly permissions: readonly string[]
  readonly changes: boolean
  readonly input?: JsonSchema
  run(host: Host, asked: Asked): Promise<Answer>
}

export type Asked = {readonly by: Principal; readonly values: Values; readonly world: World}

export const done = (output: unknown): Answer => ({outcome: 'ok', problems: [], output})

export const wrong = (...problems: readonly Problem[]): Answer => ({outcome: 'invalid_input', problems})
