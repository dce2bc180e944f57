import {problem, type Problem} from '../../text/problem.ts'
import type {Host} from '../operation.ts'
import {setHome} from '../set-home.ts'
import {ask} from './ask.ts'
import {whereServer} from './running.ts'

/**
 * The server of another home, where this home's own would be: homes of one user share the folder of the sockets unless PARROT_HOME or
 * XDG_RUNTIME_DIR says otherwise. Nothing here may start, stop or reload it. Undefined where this home's serves, or none.
 */
export async function otherServer({
  paths,
  around: {uid, env},
}: Pick<Host, 'paths' | 'around'>): Promise<Problem | undefined> {
  const {place, noted} = whereServer(paths, uid)
  if (noted?.dead === false) return undefined
  const said = await ask(place, uid, 'status')
  if (typeof said !== 'object' || (said.records ?? paths.state) === paths.state) return undefined
  const {pid, records = ''} = said
  return problem('server_other', {folder: place.folder, pid, records, home: setHome(records, env)})
}
