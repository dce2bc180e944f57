/** How an outcome reaches an MCP client: a result, a result with `isError`, a protocol error, or a request for input. */
type McpAnswer = 'result' | 'error' | 'protocol_error' | 'question'

type Row = {readonly exit: number; readonly mcp: McpAnswer; readonly meaning: string}

/**
 * Every way a call can end. Exit statuses follow sysexits(3), timeout(1) and the shell where those have a number.
 * The documents, the terminal and the MCP door read this table and no other.
 */
export const outcomes = {
  ok: {exit: 0, mcp: 'result', meaning: 'it ran and all is well'},
  failed: {exit: 1, mcp: 'error', meaning: 'it ran and did not succeed'},
  invalid_input: {
    exit: 2,
    mcp: 'error',
    meaning: 'an argument, or a setting of the plugin, is missing, unknown or out of range',
  },
  findings: {exit: 3, mcp: 'result', meaning: 'it ran and found a problem on the machine'},
  rate_limited: {exit: 69, mcp: 'error', meaning: 'too many calls for now'},
  broken: {
    exit: 70,
    mcp: 'error',
    meaning: 'Parrot could not do its part, or its own configuration is wrong',
  },
  no_sandbox: {exit: 71, mcp: 'error', meaning: 'no sandbox strong enough for this plugin is to be had here'},
  unknown_outcome: {exit: 74, mcp: 'error', meaning: 'it may have run, but its end is not on record'},
  needs_approval: {exit: 75, mcp: 'error', meaning: 'another person must approve this first'},
  needs_input: {exit: 76, mcp: 'question', meaning: 'it asked something before it can go on'},
  denied: {exit: 77, mcp: 'error', meaning: 'the role of the caller does not allow it'},
  tampered: {exit: 78, mcp: 'error', meaning: 'the plugin is not the one that was approved'},
  timed_out: {exit: 124, mcp: 'error', meaning: 'it ran longer than its limit and was stopped'},
  unknown: {exit: 127, mcp: 'protocol_error', meaning: 'there is no such plugin or command'},
  cancelled: {exit: 130, mcp: 'error', meaning: 'the caller took it back'},
} as const satisfies Record<string, Row>

export type Outcome = keyof typeof outcomes

export const everyOutcome = Object.keys(outcomes) as readonly Outcome[]
