import {join} from 'node:path'
import type {EventDraft, OpenJournal, StoredEvent} from '../../src/events/journal.ts'
import {openJournal} from '../../src/events/open-journal.ts'
import {redactor} from '../../src/events/redact.ts'
import {fileSink} from '../../src/events/sink.ts'

/** Where a test's journal, its host key and its heads are. */
export type Place = {
  readonly folder: string
  readonly file: string
  readonly key: string
  readonly heads: string
}

export function placeIn(folder: string): Place {
  const state = join(folder, 'state')
  return {
    folder,
    file: join(state, 'journal.db'),
    key: join(folder, 'keys', 'host.key'),
    heads: join(folder, 'elsewhere', 'heads.jsonl'),
  }
}

type Opening = {
  readonly now?: () => number
  readonly secrets?: readonly string[]
  readonly patience?: number
  readonly lasting?: readonly string[]
}

export function open(
  {file, key, heads}: Place,
  {now = Date.now, secrets = [], ...rest}: Opening = {},
): OpenJournal {
  return openJournal({file, now, redact: redactor(secrets), heads: {key, sinks: [fileSink(heads)]}, ...rest})
}

/** A draft of an event; a call's events name the call. */
export function draft(event_type = 'ERROR_OCCURRED', payload: EventDraft['payload'] = {}): EventDraft {
  const {call} = payload
  return {event_type, payload, source: 'host', correlation_id: typeof call === 'string' ? call : 'none'}
}

/** Three events of one call that went well. */
export const callOf = (call: string, tool = 'hello', who = 'anna'): EventDraft[] => [
  draft('CALL_REQUESTED', {call, tool, plugin: tool, who, door: 'terminal'}),
  draft('CALL_DECIDED', {call, tool, plugin: tool, who, effect: 'allow'}),
  draft('CALL_FINISHED', {call, tool, plugin: tool, who, outcome: 'ok', ms: 12.5}),
]

export async function appendAll(journal: OpenJournal, drafts: readonly EventDraft[]): Promise<StoredEvent[]> {
  const events: StoredEvent[] = []
  for (const one of drafts) events.push(await journal.append(one))
  return events
}
