import {phrase} from '../text/phrase.ts'
import type {Problem} from '../text/problem.ts'
import {isProgram} from './config-files.ts'

/** How what is wrong in a text is mended: any file in an editor. */
export const inEditor = (file: string) => phrase('open {file} in an editor', {file})

/** Of problems in the user's configuration file: there are commands that mend it. A program is not for them. */
export function byCommand(problems: readonly Problem[]): readonly Problem[] {
  return problems.map((one) => {
    const {file, mend} = one.params
    if (mend === undefined || isProgram(String(file))) return one
    const command = one.code === 'config_empty' ? 'parrot config rollback' : 'parrot config edit'
    return {...one, params: {...one.params, mend: command}}
  })
}
