import {createMcpHandler, type McpHttpHandler} from '@modelcontextprotocol/server'
import type {Parrot} from '../../host/parrot.ts'
import {attendance} from '../attendance.ts'
import {serverFor} from '../server.ts'
import {newSession, type Change} from '../session.ts'
import {tellChanges} from '../tell-changes.ts'
import type {Shown} from './bearer.ts'
import {legacySessions} from './legacy-sessions.ts'

/** Those who have called, each with what runs for them, whichever connections they come by. */
export type Callers = {
  readonly of: (shown: Shown) => Handler
  readonly count: () => number
  /** Ends all that runs; resolves when it is recorded. */
  readonly end: () => Promise<void>
}

/** What answers a request of one of them. */
export type Handler = Pick<McpHttpHandler, 'fetch'>

type Caller = {readonly proof: string; readonly handler: Handler; readonly end: () => Promise<void>}

/** Nobody yet. One whose key is taken back is forgotten, with all that runs for them. */
export function callers(parrot: Parrot): Callers {
  const all = new Map<string, Caller>()
  const endings = new Set<Promise<void>>()
  const end = (id: string, caller: Caller) => {
    if (all.get(id) === caller) all.delete(id)
    const ending = caller.end().finally(() => endings.delete(ending))
    endings.add(ending)
  }
  return {
    of: (shown) => {
      const {id, proof} = shown
      const known = all.get(id)
      if (known?.proof === proof) return known.handler
      const caller: Caller = newCaller(parrot, shown, () => end(id, caller))
      all.set(id, caller)
      return caller.handler
    },
    count: () => all.size,
    end: async () => {
      for (const [id, caller] of all) end(id, caller)
      await Promise.all(endings)
    },
  }
}

function newCaller(parrot: Parrot, {proof, known}: Shown, expel: () => void): Caller {
  const gone = new AbortController()
  const session = newSession(parrot, known, gone.signal, expel)
  const modern = createMcpHandler(({era}) => serverFor(session, era))
  const legacy = legacySessions(session)
  const stop = tellChanges(session, (change) => {
    legacy.tell(change)
    publish(modern, change)
  })
  const handler: Handler = {
    fetch: async (request, options) =>
      (await legacy.fetch(request, options?.parsedBody)) ?? modern.fetch(request, options),
  }
  const attends = attendance(parrot, 'http')
  const by = known(parrot)
  if (by !== undefined) attends.came(by)
  const end = async () => {
    stop()
    gone.abort()
    await session.ended()
    await attends.left()
    await legacy.end()
    await modern.close()
  }
  return {proof, handler, end}
}

function publish({notify}: McpHttpHandler, change: Change): void {
  if (change === 'tools') notify.toolsChanged()
  else if (change === 'prompts') notify.promptsChanged()
  else if (change === 'resources') notify.resourcesChanged()
  else notify.resourceUpdated(change.uri)
}
