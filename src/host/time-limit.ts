import type {Config} from '../config/config.ts'
import {duration} from '../manifest/limits.ts'
import type {CommandFields} from '../manifest/manifest.ts'

/** How long a command may run, in milliseconds: what its manifest says, and no more than the administrator allows. */
export function timeLimit(
  {limits}: Pick<CommandFields, 'limits'>,
  {timeoutMs}: Pick<Config['limits'], 'timeoutMs'>,
): number {
  return Math.min(duration(limits?.timeout ?? '60s') ?? 60_000, timeoutMs)
}
