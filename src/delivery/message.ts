import {plain, plainLine} from '../text/plain.ts'
import {problem} from '../text/problem.ts'
import {english, type Teller} from '../text/reader.ts'
import type {Told} from './channel.ts'
import {facts} from './message/facts.ts'
import {reasons} from './message/reasons.ts'
import {steps} from './message/steps.ts'
import {titleOf} from './message/title.ts'
import {whatNext} from './message/what-next.ts'

/** What a person is told: a line, and a text that stands by itself. What came from outside is in it without control codes. */
export type Message = {readonly title: string; readonly text: string}

/** What happened, on which machine, in which call, and what to do next; lines of at most 78 characters where words allow. */
export function messageOf(event: Told, machine: string, teller: Teller = english): Message {
  const about = teller.says(titleOf(event, machine))
  const again = event.replayed === undefined ? about : teller.says(problem('message_again', {about}))
  const title = plainLine(again, 150)
  const parts = [
    `${title}.`,
    reasons(event, teller),
    steps(event, teller),
    facts(event, machine, teller),
    whatNext(event, teller),
  ]
  return {title, text: `${plain(parts.filter((part) => part !== '').join('\n\n'))}\n`}
}
