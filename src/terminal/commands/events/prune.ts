import {resolve} from 'node:path'
import type {Look} from '../../door.ts'
import {OwnCommand} from '../../own-command.ts'
import {dryRun, option} from '../../own-fields.ts'
import {localTime} from '../../../text/local-time.ts'
import {line} from '../../../text/reader.ts'
import {plainLine} from '../../plain.ts'

type Pruned = {
  readonly from: number
  readonly to: number
  readonly count: number
  readonly firstAt: string
  readonly lastAt: string
  readonly why: 'age' | 'size'
  readonly heldBy: string | null
  readonly archive?: string
  readonly freed?: number
  readonly dryRun: boolean
}

export default class EventsPrune extends OwnCommand {
  static override readonly tool = 'events_prune'
  static override readonly description =
    'Without --days and --bytes as audit.retentionDays and audit.retentionBytes say. What is left still proves that it is whole: parrot audit verify. A server that runs does this by itself, once an hour.'
  static override readonly examples = [
    'parrot events prune --dry-run',
    'parrot events prune --days 90 --archive /backup/parrot-2026.jsonl',
    'parrot events prune --bytes 500000000 --undelivered',
  ]
  static override readonly exits = ['ok', 'failed', 'invalid_input', 'broken', 'denied', 'cancelled'] as const
  static override readonly fields = [
    option('days', 'Keep what is younger', {kind: 'number', minimum: 0, maximum: 36_500}),
    option('bytes', 'Keep the journal no larger than this', {kind: 'integer', minimum: 65_536}),
    option('archive', 'A new file for what is cut away; audit.archive otherwise'),
    option('undelivered', 'Also what a subscriber was not told of yet', {kind: 'boolean'}),
    dryRun,
  ]

  protected override async input() {
    const input = await super.input()
    if (!('values' in input) || typeof input.values['archive'] !== 'string') return input
    return {values: {...input.values, archive: resolve(input.values['archive'])}}
  }

  protected view(output: unknown, look: Look): string {
    const {count, heldBy, freed = 0, ...more} = output as Pruned
    const held = heldBy === null ? [] : [look.paint('yellow', plainLine(reason(heldBy)))]
    if (count === 0) return [line('line_prune_none'), ...held, ...room(freed)].join('\n')
    return [said({...more, count, heldBy}), ...held, ...room(freed)].join('\n')
  }
}

function said({from, to, count, firstAt, lastAt, why, archive, dryRun}: Pruned): string {
  const because = line(why === 'size' ? 'line_for_size' : 'line_for_age')
  const code = dryRun ? 'line_prune_would' : 'line_prune_done'
  const what = line(code, {count, because, from, to, first: day(firstAt), last: day(lastAt)})
  return archive === undefined ? what : `${what}\n${plainLine(line('line_prune_archive', {archive}))}`
}

const reason = (heldBy: string) =>
  heldBy === 'calls' ? line('line_prune_calls') : line('line_prune_held', {subscriber: heldBy})

const room = (freed: number) =>
  freed === 0 ? [] : [line('line_prune_room', {mebibytes: Math.round((freed / 1024 ** 2) * 10) / 10})]

const day = (iso: string) => plainLine(localTime(iso))
