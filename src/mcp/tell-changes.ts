import {perReading} from './per-reading.ts'
import {prompts} from './prompts.ts'
import {manifestUri, readmeUri, resources, resourceTemplates, visiblePlugins} from './resources.ts'
import type {Change, Session} from './session.ts'
import {offeredTo} from './tool.ts'

/** To look takes under a millisecond, is what ends the session of a key that was taken back, and needs no watch of folders that may not be there yet. Milliseconds. */
const every = 900

/**
 * Calls `tell` when plugins, roles or configuration on disk made other ones of a client's lists or of a plugin's own pages, and when
 * a plugin says so of what it offers; call what it gives to end that.
 */
export function tellChanges(session: Session, tell: (change: Change) => void): () => void {
  let known: Seen | undefined
  const look = async () => {
    const now = await seenBy(session)
    const before = known
    known = now
    if (before === undefined) return
    for (const list of ['tools', 'prompts', 'resources'] as const) if (before[list] !== now[list]) tell(list)
    for (const [uri, stamp] of now.pages) if ((before.pages.get(uri) ?? stamp) !== stamp) tell({uri})
  }
  session.changes.add(tell)
  // Of a client that is nobody any more the session knows already.
  const looking = () => void look().catch(() => {})
  looking()
  const timer = setInterval(looking, every)
  return () => {
    session.changes.delete(tell)
    clearInterval(timer)
  }
}

type Seen = Readonly<Record<'tools' | 'prompts' | 'resources', string>> & {
  readonly pages: ReadonlyMap<string, string>
}

async function seenBy(session: Session): Promise<Seen> {
  const {parrot, by} = await session.now()
  return shownTo(parrot, by)
}

const shownTo = perReading((parrot, by): Seen => {
  const pages = visiblePlugins(parrot, by).flatMap(({name, stamp}) =>
    [manifestUri(name), readmeUri(name)].map((uri) => [uri, stamp] as const),
  )
  return {
    tools: JSON.stringify(offeredTo(parrot, by)),
    prompts: JSON.stringify(prompts(parrot, by)),
    resources: JSON.stringify([resources(parrot, by), resourceTemplates(parrot, by)]),
    pages: new Map(pages),
  }
})
