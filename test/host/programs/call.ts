import {userInfo} from 'node:os'
import {openParrot} from '../../../src/app.ts'
import type {Door, Principal} from '../../../src/rbac/decision.ts'

/** One call as a test asks for it; by the owner of the home at a terminal, unless said. */
export type Asked = {
  readonly tool: string
  readonly values?: Readonly<Record<string, unknown>>
  readonly by?: Principal
  readonly door?: Door
  readonly dryRun?: boolean
  /** The caller leaves at the first line of log with these words in it. */
  readonly leavesAt?: string
  readonly leavesAfterMs?: number
}

// Runs on a machine of the test's own: calls what argv[2] lists, one after the other, and prints the results as JSON.
const asked = JSON.parse(process.argv[2] ?? '[]') as readonly Asked[]
const {uid, username} =
  process.getuid?.() === 0 ? userInfo() : {uid: process.getuid?.() ?? -1, username: process.env['USER'] ?? ''}
const home = process.env['PARROT_HOME'] ?? ''
const parrot = await openParrot({
  env: process.env,
  uid,
  username,
  home,
  cwd: home,
  root: '/run/checkout',
  version: '0.0.0-test',
})
const results = []
for (const {
  tool,
  values = {},
  by = parrot.operator,
  door = 'terminal',
  dryRun = false,
  leavesAt,
  leavesAfterMs,
} of asked) {
  const input = async () => ({values})
  const leaving = new AbortController()
  if (leavesAfterMs !== undefined) setTimeout(() => leaving.abort(), leavesAfterMs)
  const log = (line: string) => {
    if (leavesAt !== undefined && line.includes(leavesAt)) leaving.abort()
  }
  results.push(
    await parrot.call({
      tool,
      by,
      door,
      input,
      dryRun,
      unsandboxed: false,
      signal: leaving.signal,
      watch: {log},
    }),
  )
}
// Events are read while they are walked.
const text = JSON.stringify(results, walked)
await parrot.close()
process.stdout.write(text)

/** The events of a list can be walked only. */
function walked(_: string, value: unknown): unknown {
  const iterable = typeof value === 'object' && value !== null && Symbol.iterator in value
  return iterable ? [...(value as Iterable<unknown>)] : value
}
