import {isProgram} from '../../config/config-files.ts'
import {userFile, type UserFile} from '../../config/user-file.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Host} from '../operation.ts'

/** What may be replaced as a text: no program, which would have to be run to be checked, and nothing of root's. */
export function editable({paths, around: {uid}}: Host): UserFile | Problem {
  const found = userFile(paths, uid, 'config.yaml')
  if ('code' in found) return found
  if (isProgram(found.file)) return problem('config_edit_program', {file: found.file})
  const foreign = found.stats !== undefined && found.stats.uid !== uid
  return foreign ? problem('config_of_root', {file: found.file}) : found
}
