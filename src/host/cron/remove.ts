import {notThere} from '../../text/not-there.ts'
import {knowsSchedule} from '../approves.ts'
import type {Builtin} from '../builtin.ts'
import {edited} from './put.ts'

/** Takes an entry away. A name that no entry has is a slip, and then nothing is changed; the nearest is said to whoever may know of entries. */
export const cronRemove: Builtin = async (call) => {
  const {values, world, request} = call.work
  const wanted = String(values['id'])
  return edited(call, (entries) => {
    const ids = entries.map(({id}) => id)
    if (ids.includes(wanted)) return entries.filter(({id}) => id !== wanted)
    const known = knowsSchedule(world.policy, request.by) ? ids : []
    return notThere('schedule_gone', {id: JSON.stringify(wanted.slice(0, 64)).slice(1, -1)}, wanted, known)
  })
}
