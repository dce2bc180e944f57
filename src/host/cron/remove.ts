import {problem} from '../../text/problem.ts'
import type {Builtin} from '../builtin.ts'
import {edited, notAtTerminal} from './put.ts'

/** Takes an entry away; one that is not there is gone already, and that is said. */
export const cronRemove: Builtin = async (call) => {
  const elsewhere = notAtTerminal(call)
  if (elsewhere !== undefined) return elsewhere
  const wanted = String(call.work.values['id'])
  let there = true
  const answer = await edited(call, (entries) => {
    there = entries.some(({id}) => id === wanted)
    return entries.filter(({id}) => id !== wanted)
  })
  const gone = problem('schedule_gone', {id: JSON.stringify(wanted.slice(0, 64)).slice(1, -1)})
  return there ? answer : {...answer, problems: [...answer.problems, gone]}
}
