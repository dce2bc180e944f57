import {outcomes, type Outcome} from '../../outcomes.ts'
import type {Word} from '../../text/en/words.ts'
import type {Teller} from '../../text/reader.ts'
import type {Told} from '../channel.ts'
import {isText, text} from './plain-text.ts'

/** What is known of an event, a line each. */
export function facts(
  {event_type, sequence, timestamp, payload, metadata, replayed}: Told,
  machine: string,
  {word, help}: Teller,
): string {
  const outcome = payload['outcome']
  const meaning =
    isText(outcome) && Object.hasOwn(outcomes, outcome) ? help(outcomes[outcome as Outcome].meaning) : ''
  const rows: readonly (readonly [Word, unknown])[] = [
    ['machine', machine],
    ['event', sequence > 0 ? `${event_type}, ${word('number')} ${sequence}` : event_type],
    ['at', `${timestamp.slice(0, 19).replace('T', ' ')} UTC`],
    ['severity', payload['severity']],
    ['since', payload['since']],
    ['tool', payload['tool']],
    ['outcome', meaning === '' ? outcome : `${text(outcome)}: ${meaning}`],
    ['asked by', payload['who']],
    ['through', payload['door']],
    ['call', payload['call']],
    ['belongs to', payload['call'] === metadata.correlation_id ? undefined : metadata.correlation_id],
    ['subscriber', payload['subscriber']],
    ['attempts', payload['attempts']],
    [
      'told again',
      replayed && `as ${replayed.by} asked for at ${replayed.at.slice(0, 16).replace('T', ' ')} UTC`,
    ],
  ]
  const said = rows.filter(([, value]) => value !== undefined && value !== '')
  const width = Math.max(10, ...said.map(([name]) => word(name).length))
  return said.map(([name, value]) => `${word(name).padEnd(width)}  ${text(value)}`).join('\n')
}
