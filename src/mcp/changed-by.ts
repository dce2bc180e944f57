import type {Watch} from '../sandbox/sandbox.ts'
import type {Change, Session} from './session.ts'

/** Tells a client once what a plugin says has changed: a list, or a resource at an address of its own. */
export function changedBy(session: Session, plugin = ''): NonNullable<Watch['changed']> {
  const told = new Set<string>()
  return (what) => {
    const change = changeIn(what, `${plugin.replaceAll('_', '-')}://`)
    if (change === undefined || told.has(what)) return
    told.add(what)
    for (const tell of session.changes) tell(change)
  }
}

function changeIn(what: string, own: string): Change | undefined {
  if (what === 'tools' || what === 'prompts' || what === 'resources') return what
  return what.startsWith(own) ? {uri: what} : undefined
}
