import type {Builtin} from '../builtin.ts'
import {editSchedule} from './edit.ts'
import {faulty} from './put.ts'

/** What would have to change in the crontab for it to be as the schedule says; `findings` where something would. */
export const cronDiff: Builtin = async ({host}) => {
  try {
    const {diff} = await editSchedule(host, (entries) => entries, true)
    return {outcome: diff === '' ? 'ok' : 'findings', problems: [], output: diff}
  } catch (error) {
    return faulty(error)
  }
}
