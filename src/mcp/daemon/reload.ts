import type {Parrot} from '../../host/parrot.ts'
import type {Part} from '../../host/world-parts.ts'
import type {Reloaded} from '../../host/server/report.ts'
import {says} from '../../text/problem.ts'

/**
 * Takes what the files say now, for the calls that come; what is on its way keeps what it began with, and what is wrong changes nothing.
 * The one place that SIGHUP, `server reload` and whoever else asks go through.
 */
export async function reloadNow(parrot: Parrot, only?: readonly Part[]): Promise<Reloaded> {
  const reloaded = await parrot.reload(only)
  const none = {changed: [], restart: [], refused: false, problems: parrot.warnings.map(says)}
  if (reloaded.effect === 'unchanged') return none
  if (reloaded.effect === 'refused') return {...none, refused: true, problems: reloaded.problems.map(says)}
  const {changed, restart} = reloaded
  return {...none, changed, restart}
}
