import {line} from '../../../text/reader.ts'
import type {DeadRow} from '../../../host/delivery.ts'
import type {Look} from '../../door.ts'
import {grid} from '../../grid.ts'
import {OwnCommand} from '../../own-command.ts'

export default class EventsDead extends OwnCommand {
  static override readonly tool = 'events_dead'
  static override readonly description =
    'What is tried for longer than notify.maxAgeMs, or is refused for good, is kept here. parrot events retry has it tried again.'
  static override readonly examples = ['parrot events dead', 'parrot events dead --json']

  protected view(output: unknown, look: Look): string {
    const {dead} = output as {dead: readonly DeadRow[]}
    if (dead.length === 0) return line('line_dead_none')
    return grid(['NUMBER', 'SUBSCRIBER', 'EVENT', 'TYPE', 'TRIES', 'WHY'], dead.map(row), look)
  }
}

function row({id, subscriber, sequence, event_type, attempts, error, queued}: DeadRow): string[] {
  const why = queued ? line('line_dead_again') : error
  return [String(id), subscriber, String(sequence), event_type, String(attempts), why]
}
