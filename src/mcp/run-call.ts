import type {Values} from '../host/admit.ts'
import type {Parrot} from '../host/parrot.ts'
import type {CallResult} from '../host/request.ts'
import type {Talk} from '../host/spoken/spoken.ts'
import type {Principal} from '../rbac/decision.ts'
import type {Watch} from '../sandbox/sandbox.ts'
import {changedBy} from './changed-by.ts'
import {either} from './either.ts'
import type {Session} from './session.ts'
import type {Offered} from './tool.ts'

export type How = {
  readonly signal: AbortSignal
  readonly watch: Watch
  readonly talk?: Talk
}

/** A call that came to its end; undefined where too many others wait for their turn. */
export type Ran = {
  readonly parrot: Parrot
  readonly by: Principal
  readonly tool: Offered | undefined
  readonly ended: CallResult | undefined
  /** What it was called with. */
  readonly values: Values
}

type Find = (parrot: Parrot, by: Principal, name: string) => Offered | undefined

/** One call by an agent, through the corridor like any. What is not offered goes the same way, so that asking for it is on record. */
export async function runCall(
  session: Session,
  name: string,
  given: Values,
  find: Find,
  how: How,
): Promise<Ran> {
  const {signal, letGo} = either(how.signal, session.gone)
  return ran(session, name, given, find, {...how, signal}).finally(letGo)
}

async function ran(
  session: Session,
  name: string,
  given: Values,
  find: Find,
  {signal, watch, talk}: How,
): Promise<Ran> {
  const {parrot, by: first} = await session.now()
  const tool = find(parrot, first, name)
  const {values, dryRun} = tool?.asked(given) ?? {values: given, dryRun: false}
  const leave = tool?.runs === true ? await session.turn(first, signal) : () => {}
  if (leave === undefined) return {parrot, by: first, tool, ended: undefined, values}
  try {
    // Its turn may have been long in coming.
    const {by} = await session.now()
    const ended = await session.call({
      tool: name,
      by,
      again: () => session.still(by),
      door: 'mcp',
      input: async () => ({values}),
      dryRun,
      unsandboxed: false,
      ...(talk && {talk}),
      signal,
      watch: {...watch, changed: changedBy(session, parrot.catalog.commands.get(name)?.plugin.name)},
    })
    return {parrot, by, tool, ended, values}
  } finally {
    leave()
  }
}
