import type {Builtin} from '../builtin.ts'
import {edited} from './put.ts'

/** Writes the crontab anew, with every entry as the schedule has it. */
export const cronSync: Builtin = async (call) => edited(call, (entries) => entries)
