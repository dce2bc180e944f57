import {isSchedule} from '../../manifest/schedule.ts'
import {outcomes, type Outcome} from '../../outcomes.ts'
import type {Person} from '../request.ts'

/** What starts an entry at its times. */
export type Timer = 'cron' | 'systemd'

/** What becomes of a run that was missed: it is recorded and left, or made up for once. */
export type MissedPolicy = 'skip' | 'once'

export type Lost = {
  /** How many times were missed, 1000 standing for as many or more. */
  readonly count: number
  readonly first: string
  readonly last: string
  readonly because: string
}

export type LastRun = {
  readonly due: string
  readonly started: string
  readonly ended: string
  readonly outcome: Outcome
  readonly call: string
}

/** One line of the schedule. Times are ISO, UTC. What it may do follows from `role` and from whoever is `author` now. */
export type Entry = {
  readonly id: string
  readonly tool: string
  readonly input: Readonly<Record<string, unknown>>
  /** A name or five fields, as it was said. */
  readonly at: string
  readonly role: string
  readonly author: {
    readonly name: string
    /** Whose schedule this is. */
    readonly uid: number
    /** Who it was, where that was not this user but somebody of this machine whom the server works for. */
    readonly person?: Person
  }
  readonly created: string
  readonly missed: MissedPolicy
  readonly timer: Timer
  /** Its times up to this one are accounted for: it was started then, or that it was not is on record. */
  readonly since: string
  /** Set from the start of a run to its end. */
  readonly running?: {readonly due: string; readonly started: string}
  readonly last?: LastRun
  readonly lost?: Lost
}

/** What a line of a crontab carries: it must mean nothing to cron, to a shell, or to a unit of systemd. */
export const idForm = /^[a-z][a-z0-9_-]{0,63}$/
const toolForm = /^[a-z][a-z0-9_]{0,63}$/
const roleForm = /^[^\p{C}]{1,256}$/u

/** Is this an entry, whole and in every field what an entry has? A file may have been edited by hand. */
export function isEntry(value: unknown): value is Entry {
  if (!isObject(value) || !isObject(value['author'])) return false
  const {id, tool, input, at, role, author, created, missed, timer, since, running, last, lost} = value
  return (
    isText(id, idForm) &&
    isText(tool, toolForm) &&
    isObject(input) &&
    typeof at === 'string' &&
    isSchedule(at) &&
    isText(role, roleForm) &&
    isText(author['name'], roleForm) &&
    Number.isSafeInteger(author['uid']) &&
    (author['person'] === undefined || isPerson(author['person'])) &&
    [created, since].every(isTime) &&
    (missed === 'skip' || missed === 'once') &&
    (timer === 'cron' || timer === 'systemd') &&
    (running === undefined || (isObject(running) && [running['due'], running['started']].every(isTime))) &&
    (last === undefined || isLast(last)) &&
    (lost === undefined || isLost(lost))
  )
}

function isPerson(value: unknown): boolean {
  if (!isObject(value)) return false
  const {uid, username} = value
  return Number.isSafeInteger(uid) && (username === undefined || isText(username, roleForm))
}

function isLast(value: unknown): boolean {
  if (!isObject(value)) return false
  const {due, started, ended, outcome, call} = value
  return [due, started, ended].every(isTime) && Object.hasOwn(outcomes, String(outcome)) && isText(call, /^/)
}

function isLost(value: unknown): boolean {
  if (!isObject(value)) return false
  const {count, first, last, because} = value
  return Number.isSafeInteger(count) && [first, last].every(isTime) && isText(because, /^[a-z_]{1,40}$/)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const isText = (value: unknown, form: RegExp) => typeof value === 'string' && form.test(value)

const isTime = (value: unknown) => typeof value === 'string' && Number.isFinite(Date.parse(value))
