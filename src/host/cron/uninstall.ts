import type {Builtin} from '../builtin.ts'
import {edited} from './put.ts'

/** Takes every entry away, and Parrot's block with them: the crontab is as it would be had Parrot never been there. */
export const cronUninstall: Builtin = async (call) => edited(call, () => [])
