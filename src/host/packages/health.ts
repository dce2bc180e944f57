import {problem, type Problem} from '../../text/problem.ts'
import type {BuiltinCall} from '../builtin.ts'

export type Check = {readonly id: string; readonly status: string; readonly sentence: string}

/** An update itself makes the machine busy and warm; that is not what is asked about. */
const skip = ['load', 'pressure', 'temperature']

/** A full or stopped disk under these is what breaks an update in the middle. */
const underneath = /^(?:disk|inodes|read_only):(?:\/|\/(?:usr|var|boot)(?:\/.*)?)$/

/** What health_check says now, asked as a call of its own by the same principal. */
export async function health(callStep: BuiltinCall['callStep']): Promise<readonly Check[] | Problem> {
  const {outcome, output} = await callStep('health_check', {skip})
  const checks = (output as {readonly checks?: readonly Check[]} | undefined)?.checks
  if ((outcome === 'ok' || outcome === 'findings') && checks !== undefined) return checks
  return problem('update_no_health', {outcome})
}

/** What of the machine's state an update would not survive. */
export function unfit(checks: readonly Check[]): readonly Check[] {
  return checks.filter(({id, status}) => status === 'critical' && underneath.test(id))
}

/** What is critical now and was not before. A warning is none: it would stop every update that fills a disk by a little. */
export function worse(before: readonly Check[], after: readonly Check[]): readonly Check[] {
  const bad = new Set(before.filter(({status}) => status === 'critical').map(({id}) => id))
  return after.filter(({id, status}) => status === 'critical' && !bad.has(id))
}
