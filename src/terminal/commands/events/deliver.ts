import {line} from '../../../text/reader.ts'
import type {CallResult} from '../../../host/request.ts'
import type {Delivered} from '../../../host/delivery.ts'
import type {Outcome} from '../../../outcomes.ts'
import {refusedHere} from '../../answer.ts'
import {interrupt} from '../../interrupt.ts'
import {OwnCommand} from '../../own-command.ts'
import {option} from '../../own-fields.ts'

/** No right is asked for: events go where the configuration says, and nowhere else, whoever has them sent. */
export default class EventsDeliver extends OwnCommand {
  static override readonly description =
    'Calls do this by themselves, after they ended. It ends when nothing is due, or with Ctrl-C.'
  static override readonly examples = ['parrot events deliver', 'parrot events deliver --follow']
  static override readonly exits: readonly Outcome[] = ['ok', 'invalid_input', 'broken', 'cancelled']
  static override readonly fields = [
    option('once', 'Only what is due now; so it is without a flag', {kind: 'boolean'}),
    option('follow', 'Go on until Ctrl-C', {kind: 'boolean'}),
    option('wait', 'Seconds to stay for what failed and is tried again', {
      kind: 'integer',
      minimum: 0,
      maximum: 86_400,
    }),
  ]

  protected override async operate(): Promise<CallResult> {
    const input = await this.input()
    if ('problems' in input) return refusedHere('', 'invalid_input', ...input.problems)
    const {follow, wait} = input.values
    const parrot = await this.door.parrot()
    const delivery = await parrot.delivery()
    const {signal, release} = interrupt()
    try {
      if (follow === true) {
        await delivery.forever(signal)
        return refusedHere('', 'cancelled')
      }
      const output = await delivery.once(Number(wait ?? 0) * 1000, signal)
      return {...refusedHere('', signal.aborted ? 'cancelled' : 'ok'), output}
    } finally {
      release()
    }
  }

  protected view(output: unknown): string {
    const {busy, delivered, failed, dead} = output as Delivered
    if (busy) return line('line_deliver_busy')
    if (delivered + failed === 0) return line('line_deliver_none')
    return line('line_deliver', {delivered, failed, dead})
  }
}
