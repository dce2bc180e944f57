import type {AlertRow} from '../alerts/list.ts'
import {quotedIn} from '../delivery/quoted.ts'
import type {CallResult} from '../host/request.ts'
import type {Code} from '../text/en.ts'
import {rememberAs} from '../text/made.ts'
import type {Problem} from '../text/problem.ts'
import {problemSaid} from '../text/said-again.ts'
import type {Door} from './door.ts'
import {retoldAs, spoken} from '../text/reader.ts'

/** Alerts that hold what a plugin said. */
const quoting: readonly Code[] = ['alert_health_findings', 'alert_drill_findings', 'alert_verify_findings']

/** What the alerts of a result quote of plugins is told in the reader's language from here on. */
export async function summariesKnown(door: Door, result: CallResult): Promise<CallResult> {
  const {alerts = []} = (result.output ?? {}) as {readonly alerts?: readonly AlertRow[]}
  if (spoken() === 'en' || alerts.length === 0) return result
  const told = quotedIn(await door.parrot(), spoken())
  for (const {what} of alerts) {
    const summary = what === null ? undefined : summaryIn(what)
    const theirs = summary && told(summary)
    if (summary !== undefined && theirs !== undefined) rememberAs(summary, theirs)
  }
  return result
}

/** What an alert says, here or by another process. */
export const alertWords = (what: string): string => retoldAs(quoting, what)

function summaryIn(what: string): string | undefined {
  const params: Problem['params'] | undefined = problemSaid(what, quoting)?.params
  return params && 'summary' in params ? String(params.summary) : undefined
}
