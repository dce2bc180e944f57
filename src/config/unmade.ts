import {mkdirSync} from 'node:fs'
import {causeWords} from '../text/error-words.ts'
import {problem, type Problem} from '../text/problem.ts'
import type {Paths} from './paths.ts'

/** What keeps the state folder from being made where it is not there yet: without it nothing can be recorded, so nothing runs. */
export function unmadeFolder({state}: Pick<Paths, 'state'>): Problem | undefined {
  try {
    mkdirSync(state, {recursive: true, mode: 0o700})
    return undefined
  } catch (error) {
    return isThere(error)
      ? problem('home_no_folder', {folder: state})
      : problem('home_unmade', {folder: state, cause: causeWords(error)})
  }
}

const isThere = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EEXIST'
