import {problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import {failed} from './report.ts'

/** Undefined for root. Parrot never takes a right that it was not started with. */
export function needsRoot(words: string): Answer | undefined {
  return process.getuid?.() === 0 ? undefined : failed(problem('update_needs_root', {words}))
}
