import type {Replay} from '../delivery.ts'
import {problem} from '../../text/problem.ts'
import {done, wrong, type Operation} from '../operation.ts'

const mend = {permissions: ['events:deliver'], changes: true, terminal: true} as const
const look = {permissions: ['logs:read'], changes: false, terminal: true} as const

/** Where each subscriber stands. */
export const eventsSubscribers: Operation = {
  ...look,
  tool: 'events_subscribers',
  run: async ({delivery}) => done({subscribers: await (await delivery()).list()}),
}

/** The events that somebody was not told of in time. */
export const eventsDead: Operation = {
  ...look,
  tool: 'events_dead',
  run: async ({delivery}) => done({dead: await (await delivery()).dead()}),
}

/** Has them tried again. */
export const eventsRetry: Operation = {
  ...mend,
  tool: 'events_retry',
  input: {
    type: 'object',
    properties: {which: {type: 'string', description: 'The number of one, or a subscriber; all otherwise'}},
    additionalProperties: false,
  },
  run: async ({delivery}, {values: {which}}) => {
    const word = typeof which === 'string' ? which : undefined
    const queued = await (
      await delivery()
    ).retry(word === undefined ? {} : /^\d{1,15}$/.test(word) ? {id: Number(word)} : {subscriber: word})
    if (queued === 0 && word !== undefined)
      return wrong(problem('delivery_no_dead', {which: word.slice(0, 64)}))
    return done({queued})
  },
}

type Asked = Omit<Replay, 'by' | 'dryRun'> & {readonly dryRun?: boolean}

const number = {type: 'integer', minimum: 1} as const
const moment = {type: 'integer', minimum: 0, maximum: 8_640_000_000_000_000} as const

/** Has one told again of what happened. */
export const eventsReplay: Operation = {
  ...mend,
  tool: 'events_replay',
  input: {
    type: 'object',
    required: ['subscriber'],
    properties: {
      subscriber: {type: 'string', description: 'The name of the subscriber'},
      from: {...number, description: 'The number of the first event'},
      to: {...number, description: 'The number of the last one'},
      since: {...moment, description: 'Milliseconds since the epoch'},
      until: {...moment, description: 'The same; itself not part of it'},
      dryRun: {type: 'boolean', description: 'Say what would be done and do nothing'},
    },
    additionalProperties: false,
  },
  run: async ({delivery}, {values, request}) => {
    const {subscriber, dryRun = request.dryRun, ...window} = values as Asked
    if (window.from === undefined && window.since === undefined) return wrong(problem('replay_window'))
    const by = request.by.name
    const replayed = await (await delivery()).replay({...window, subscriber, by, dryRun})
    if ('code' in replayed) return wrong(replayed)
    return done({subscriber, ...replayed, dryRun})
  },
}

/** Sends an event that never happened. */
export const eventsTest: Operation = {
  ...mend,
  tool: 'events_test',
  input: {
    type: 'object',
    required: ['subscriber'],
    properties: {subscriber: {type: 'string', description: 'The name of the subscriber'}},
    additionalProperties: false,
  },
  run: async ({delivery}, {values, request}) => {
    const name = String(values['subscriber'])
    const problems = await (await delivery()).test(name, request.signal)
    if (problems.some(({code}) => code.startsWith('delivery_unknown'))) return wrong(...problems)
    return problems.length > 0 ? {outcome: 'failed', problems} : done({subscriber: name})
  },
}
