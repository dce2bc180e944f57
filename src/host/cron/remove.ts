import {notThere} from '../../text/not-there.ts'
import type {Builtin} from '../builtin.ts'
import {edited, notAtTerminal} from './put.ts'

/** Takes an entry away. A name that no entry has is a slip, and then nothing is changed. */
export const cronRemove: Builtin = async (call) => {
  const elsewhere = notAtTerminal(call)
  if (elsewhere !== undefined) return elsewhere
  const wanted = String(call.work.values['id'])
  return edited(call, (entries) => {
    const ids = entries.map(({id}) => id)
    if (ids.includes(wanted)) return entries.filter(({id}) => id !== wanted)
    return notThere('schedule_gone', {id: JSON.stringify(wanted.slice(0, 64)).slice(1, -1)}, wanted, ids)
  })
}
