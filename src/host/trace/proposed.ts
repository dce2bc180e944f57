import {inWords} from '../../rbac/words.ts'
import {problem, says} from '../../text/problem.ts'
import type {Work} from '../walk.ts'
import type {Host} from '../operation.ts'
import {declaredBy} from './declared.ts'
import {subjectIn, type Refused} from './subject.ts'

export type Proposed = {readonly name: string; readonly digest: string; readonly words: readonly string[]}

/** What a trace would do, for who has to agree to it: real code runs, and reads what it tries to read. */
export async function proposed(host: Host, work: Work): Promise<Proposed | Refused> {
  const {folder, command} = work.values as {folder: string; command?: string}
  const subject = await subjectIn(host, folder, command)
  if ('problems' in subject) return subject
  const asked = declaredBy(subject, work)
  if ('answer' in asked) return {problems: asked.answer.problems}
  const own = asked.declared.filter(({meant}) => meant.area !== 'net').map(({meant}) => inWords(meant))
  const steps = [
    problem('trace_runs', {entry: subject.entry}),
    problem('trace_shows'),
    ...(own.length > 0 ? [problem('trace_declared', {words: own.join(', ')})] : []),
  ]
  return {name: subject.manifest.name, digest: subject.digest, words: steps.map(says)}
}
