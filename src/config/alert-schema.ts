import {z} from 'zod'
import {eventTypes} from '../events/event-types.ts'
import {outcomes, type Outcome} from '../outcomes.ts'
import {builtinRules, type AlertRule} from './alert-config.ts'
import {defaults} from './config.ts'
import {key} from './schema-key.ts'
import {spanForm} from './span.ts'

const span = z.string().regex(spanForm, 'an age is wanted, such as 10m, 26h or 7d')
const spanOrNever = z
  .string()
  .regex(/^(?:never|[1-9]\d{0,5}[smhdw])$/, 'an age such as 4h is wanted, or never')
const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d'
const quietHours = z
  .string()
  .regex(new RegExp(`^(?:never|${clock}-${clock})$`), 'hours are wanted, such as 22:00-07:00, or never')
const operation = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,127}$/, 'the name of an operation is wanted, such as backup_create')
/** An alert about alerts would never end. */
const types = eventTypes.filter((type) => !type.startsWith('ALERT_'))
const fieldName = z.string().regex(/^[A-Za-z_]\w{0,63}$/, 'the name of a field of the payload is wanted')

const pattern = z.strictObject({
  types: key(z.array(z.enum(types)).min(1), 'Types of events; CALL_FINISHED where this is left out.'),
  operation: key(operation, 'Only of calls of this operation.'),
  outcome: key(
    z.array(z.enum(Object.keys(outcomes) as [Outcome])).min(1),
    'Only with one of these outcomes.',
  ),
  fields: key(
    z.record(fieldName, z.union([z.string().max(256), z.number(), z.boolean()])),
    'Only where these fields of the payload are just this.',
  ),
})

const within = z.strictObject({
  operation: operation.describe('What has to go well.'),
  time: span.describe('How often, at least: 26h.'),
})

const value = z.strictObject({
  operation: operation.describe('Whose output is looked at.'),
  path: z
    .string()
    .regex(
      /^(?:\w+|\*|\[\w+=[^\]]{1,200}\])(?:\.(?:\w+|\*|\[\w+=[^\]]{1,200}\])){0,9}$/,
      'a path is wanted, such as mounts.[path=/].usedPercent, or * for each',
    )
    .describe('Where the number stands in the output; of several the greatest counts.'),
  above: z.number().describe('Too much is more than this.'),
  clear: key(z.number(), 'It is over at this or less; at `above` or less where this is left out.'),
  for: key(span, 'Only when it has been too much for so long.'),
})

const rule = z.strictObject({
  on: key(pattern, 'Fires with each such event.'),
  until: key(pattern, 'Such an event says that it is over.'),
  within: key(within, 'Fires when the operation has not gone well for so long.'),
  value: key(value, 'Fires when a number of an output is too great.'),
  severity: key(
    z.enum(['info', 'warning', 'critical']),
    'How much somebody has to hurry; critical is told in quiet hours, too.',
  ),
  repeat: key(spanOrNever, 'How soon it is said again while it lasts.'),
  quiet: key(quietHours, 'Hours of this machine in which nothing is told until they are over.'),
  deadman: key(
    z.url({protocol: /^https?$/, error: 'an http or https address is wanted'}).max(2000),
    'An address that is asked for by GET whenever all went well, as healthchecks.io wants it.',
  ),
  next: key(z.string().min(1).max(500), 'What to do about it, for whoever is told.'),
  off: key(z.boolean(), 'Switches the rule off.'),
})

const name = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,63}$/,
    'the name of a rule is wanted: small letters, digits and _, a letter first',
  )

export const alertsSection = z.strictObject({
  repeat: key(
    spanOrNever,
    'How soon an alert that lasts is said again; `never` for not at all.',
    defaults.alerts.repeat,
  ),
  quiet: key(
    quietHours,
    'Hours of this machine in which only critical alerts are told at once, such as 22:00-07:00.',
    defaults.alerts.quiet,
  ),
  rules: key(
    z.record(name, rule).superRefine(complete),
    `Rules by their names. There without any: ${builtinRules.join(', ')}.`,
    defaults.alerts.rules,
  ),
})

/** Exactly one of the three, unless it is about a rule that is there anyway; and nothing that contradicts itself. */
function complete(rules: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void {
  for (const [name, given] of Object.entries(rules) as [string, AlertRule][]) {
    const kinds = [given.on, given.within, given.value].filter((kind) => kind !== undefined).length
    const known = (builtinRules as readonly string[]).includes(name)
    const say = (message: string, ...path: string[]) =>
      context.addIssue({code: 'custom', message, path: [name, ...path], input: given})
    if (kinds > 1 || (kinds === 0 && !known)) say('one of on, within and value is wanted')
    if (given.until !== undefined && given.on === undefined) say('until belongs to on', 'until')
    const {above = 0, clear = above} = given.value ?? {}
    if (clear > above) say('clear has to be at most above', 'value', 'clear')
  }
}
