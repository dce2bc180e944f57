import type {Progress} from '../../sandbox/sandbox.ts'
import type {Answer} from '../answer.ts'
import type {Talk} from '../spoken/spoken.ts'

/** Where the helper listens that root has started for the server of this machine; PARROT_ROOT names another place. */
export const rootSocket = '/run/parrot-root/root.sock'

/** Bytes of a job. */
export const longestAsk = 4 * 1024 ** 2

/** The one job of a connection, in one line. Every word of it is checked against what root has agreed to. */
export type RootAsk = {
  /** Of the server's record, for the helper's. */
  readonly call: string
  readonly plugin: string
  /** Of the plugin's files, as the server knows them. */
  readonly digest: string
  readonly tool: string
  readonly input: Readonly<Record<string, unknown>>
  readonly dryRun: boolean
  /** For a plugin that speaks MCP. Its `state` is what the helper's own answer had in that place (root/round.ts). */
  readonly talk: Talk
  /** See meant.ts. */
  readonly meant: string
}

/** What the helper says, a line each; the answer is the last. */
export type RootSays =
  | {readonly log: string}
  | {readonly progress: Progress}
  | {readonly ending: number}
  | {readonly answer: Omit<Answer, 'decision'>}
