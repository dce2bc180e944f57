import type {StoredEvent} from '../../events/journal.ts'
import type {Teller} from '../../text/reader.ts'
import {text} from './plain-text.ts'

type StepSaid = {
  readonly name?: unknown
  readonly tool?: unknown
  readonly outcome?: unknown
  readonly ms?: unknown
}

/** The steps of a workflow, a line each: how it ended and how long it took. */
export function steps({payload}: StoredEvent, {word}: Teller): string {
  const all: readonly StepSaid[] = Array.isArray(payload['steps']) ? payload['steps'] : []
  const names = all.map(({name, tool}) => text(name ?? tool))
  const width = Math.max(0, ...names.map(({length}) => length))
  return all
    .map(({outcome, ms}, at) => {
      const took = typeof ms === 'number' && outcome !== null ? `  ${(ms / 1000).toFixed(1)} s` : ''
      return `  ${String(at + 1).padStart(2)}  ${(names[at] ?? '').padEnd(width)}  ${outcome === null ? word('not called') : text(outcome)}${took}`
    })
    .join('\n')
}
