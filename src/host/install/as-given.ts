import {printable} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {shellWord} from '../shell-word.ts'

/** What is wrong in a folder that somebody named, with the file that has to be mended as seen from where they stand. */
export function asGiven(folder: string, problems: readonly Problem[]): readonly Problem[] {
  const path = printable(folder).replace(/\/+$/, '')
  return problems.map((one) => {
    const named = String(one.params['file'])
    // Of a plugin that was checked a file is named as its folder has it.
    if (one.code !== 'entry_not_executable' || named.startsWith('/')) return one
    const file = `${path}/${named}`
    return problem('entry_not_executable', {file, word: shellWord(file)})
  })
}
