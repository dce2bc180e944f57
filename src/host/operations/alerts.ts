import type {Operation} from '../operation.ts'

const rule = {type: 'string', minLength: 1, maxLength: 64, description: 'Name of the rule'} as const
const input = (properties: Record<string, unknown>, required: readonly string[] = []) =>
  ({type: 'object', properties, required, additionalProperties: false}) as const
const which = input({rule}, ['rule'])

/** How every rule stands. */
export const alertList: Operation = {
  tool: 'alert_list',
  permissions: ['alerts:read'],
  changes: false,
  run: async (host, work) => (await import('../alerts/list.ts')).list(host, work),
}

/** Puts a firing on record that says it is a test. */
export const alertTest: Operation = {
  tool: 'alert_test',
  permissions: ['alerts:manage'],
  changes: true,
  terminal: true,
  input: which,
  run: async (host, work) => (await import('../alerts/change.ts')).test(host, work),
}

/** Whoever can silence can hide: a person at a terminal, with a reason. */
export const alertSilence: Operation = {
  tool: 'alert_silence',
  permissions: ['alerts:manage'],
  changes: true,
  terminal: true,
  input: input(
    {
      rule,
      for: {type: 'string', maxLength: 16, description: 'How long, such as 2h'},
      reason: {type: 'string', minLength: 1, maxLength: 500, description: 'Why'},
    },
    // The others are asked for by name only once it is known that there is such a rule.
    ['rule'],
  ),
  run: async (host, work) => (await import('../alerts/change.ts')).quieten(host, work),
}

export const alertUnsilence: Operation = {
  tool: 'alert_unsilence',
  permissions: ['alerts:manage'],
  changes: true,
  terminal: true,
  input: which,
  run: async (host, work) => (await import('../alerts/change.ts')).unquieten(host, work),
}

/** Evaluates the rules now. What it finds is on record by itself; three events for each look that finds nothing would be 800 a day. */
export const alertCheck: Operation = {
  tool: 'alert_check',
  permissions: ['alerts:check'],
  changes: false,
  scheduled: true,
  run: async (host, work) => (await import('../alerts/check.ts')).check(host, work),
}
