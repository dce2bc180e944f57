import type {EventFilter, StoredEvent} from '../events/journal.ts'
import {problem} from '../text/problem.ts'
import type {Line} from './line.ts'
import {fault} from './machine.ts'

/** Events from the server as they come; ends with the signal. Rejects with a problem where the server goes away. */
export async function* tailOver(
  free: () => Promise<Line>,
  filter: EventFilter,
  signal: AbortSignal,
): AsyncIterable<StoredEvent> {
  const line = await free()
  const cancel = () => line.say({cancel: true})
  const {limit: _, ...tail} = filter
  line.say({tail})
  if (signal.aborted) cancel()
  signal.addEventListener('abort', cancel, {once: true})
  try {
    for (;;) {
      const said = await line.next()
      if (said === undefined) throw fault(problem('people_lost'))
      if ('refused' in said) throw fault(said.refused)
      if ('ended' in said) return
      if ('event' in said) yield said.event
    }
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
