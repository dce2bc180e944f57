import {problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Host} from '../operation.ts'
import type {Part} from '../world-parts.ts'
import {ask} from './ask.ts'
import {otherServer} from './other.ts'
import type {Reloaded} from './report.ts'
import {whereServer} from './running.ts'

/** What the server of this home took of its files, or the answer where it took nothing; `nobody` where none runs. */
export async function askReload(
  host: Pick<Host, 'paths' | 'around'>,
  only?: readonly Part[],
): Promise<Reloaded | Answer | 'nobody'> {
  if ((await otherServer(host)) !== undefined) return 'nobody'
  const {
    paths,
    around: {uid},
  } = host
  const said = await ask(whereServer(paths, uid).place, uid, 'reload', {only})
  if (said === 'nobody') return said
  if (said === 'silent') return {outcome: 'failed', problems: [problem('server_silent')]}
  if (!said.refused) return said
  const cause = said.problems.join(' ')
  return {outcome: 'broken', problems: [problem('reload_refused'), problem('server_refuses', {cause})]}
}
