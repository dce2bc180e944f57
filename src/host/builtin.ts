import type {Answer} from './answer.ts'
import type {Work} from './walk.ts'
import type {Host} from './operation.ts'
import type {CallResult} from './request.ts'
import type {PluginTarget} from './target.ts'

/** What one call of a builtin is given. Its caller may do this, its input passed the schema, and its record has begun. */
export type BuiltinCall = {
  readonly host: Host
  /** `values` is the input, `request` says by whom, `dryRun`, the signal, and who watches (progress, log). */
  readonly work: Work
  readonly target: PluginTarget
  /** The plugin's settings, checked against its manifest, with defaults; secrets in clear. */
  readonly config: Readonly<Record<string, unknown>>
  /** A whole call of its own below this one, by the same principal and through the same door; covered as a workflow's step is. */
  readonly callStep: (tool: string, values: Readonly<Record<string, unknown>>) => Promise<CallResult>
}

/** What a plugin shipped with Parrot has the host do for it, outside the sandbox. Its output is held against the manifest like any. */
export type Builtin = ((call: BuiltinCall) => Promise<Answer>) & {
  /** Is this a call that lasts until somebody ends it, whatever its manifest and the administrator allow others? */
  readonly endless?: (values: Work['values']) => boolean
}
