import {rmdirSync} from 'node:fs'
import {dirname, join} from 'node:path'
import type {Paths} from '../../config/paths.ts'
import {dropGuard} from '../../config/update-file.ts'
import {whileNoneRuns} from './none-runs.ts'

/** Takes away what is kept of an entry beside the schedule, once it is gone from there; the lock of one that still runs stays. */
export async function forget(paths: Pick<Paths, 'state'>, id: string): Promise<void> {
  const file = join(paths.state, 'schedule', id)
  await whileNoneRuns({paths}, id, async () => dropGuard(file), 0)
  try {
    rmdirSync(dirname(file))
  } catch {
    // Others are kept there.
  }
}
