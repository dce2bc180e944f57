import {problem} from '../../text/problem.ts'
import {journalPlace} from '../journal-place.ts'
import type {Host} from '../operation.ts'
import type {Work} from '../walk.ts'
import {check, type Check} from './check.ts'

/** Is the journal whole, and is what is written there durable? */
export async function journal(host: Host, {world}: Work): Promise<Check[]> {
  const {file} = journalPlace(host.paths, world.config)
  const open = await host.journal()
  const cause = open.damage()
  if (cause !== undefined) return [check('journal', 'fail', problem('journal_unreadable', {file, cause}))]
  const {journal, synchronous} = open.durability()
  const durable = journal === 'wal' && synchronous === 2
  return [
    check(
      'journal',
      durable ? 'ok' : 'fail',
      problem('doctor_journal', {file, synchronous: synchronous === 2 ? 'FULL' : synchronous}),
    ),
  ]
}
