import type {Code} from '../text/en.ts'
import {phrase} from '../text/phrase.ts'
import {problem, type Problem} from '../text/problem.ts'
import type {Request} from './request.ts'
import type {Above} from './walk.ts'

/** The problems that hold what stands in a plugin's tree or tarball, a name of a file or one in it, and the value that does. */
const naming: Readonly<Partial<Record<Code, string>>> = {
  part_foreign: 'path',
  part_writable: 'path',
  sandbox_entry_program: 'program',
  tarball_refused: 'path',
  tree_refused: 'path',
}

type Asked = {readonly request: Pick<Request, 'door'>; readonly above?: Above | undefined}

/** A stranger's names are told to people at a terminal, who have to find the files; not to agents, or a workflow that passes them on. */
export function namesFor({request: {door}, above}: Asked, problems: readonly Problem[]): readonly Problem[] {
  return door === 'terminal' && above === undefined ? problems : problems.map(withoutNames)
}

/** What is on record may be read by an agent: what is wrong, and no name of a file. */
export function withoutNames({code, params}: Problem): Problem {
  if (code === 'plugin_tampered_files' || code === 'plugin_tampered_files_held')
    return problem('plugin_tampered', {name: params['name'] ?? ''})
  const name = naming[code]
  if (name === undefined) return {code, params}
  return {code, params: {...params, [name]: phrase('a name that is not shown')}}
}
