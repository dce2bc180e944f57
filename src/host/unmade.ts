import {statSync} from 'node:fs'
import type {Paths} from '../config/paths.ts'
import {makeFolders} from '../events/make-folders.ts'
import {causeWords} from '../text/error-words.ts'
import {problem, type Problem} from '../text/problem.ts'

/** What keeps the state folder from being there, which is made where it is not: without it nothing can be recorded, so nothing runs. */
export function unmadeFolder({state}: Pick<Paths, 'state'>): Problem | undefined {
  try {
    makeFolders(state)
    return statSync(state).isDirectory() ? undefined : problem('home_no_folder', {folder: state})
  } catch (error) {
    return problem('home_unmade', {folder: state, cause: causeWords(error)})
  }
}
