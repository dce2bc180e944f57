import {phrase} from '../text/phrase.ts'
import {problem, type Problem} from '../text/problem.ts'
import {tampered, type Answer} from './answer.ts'
import {approves} from './approves.ts'
import type {Walk} from './walk.ts'
import type {Places} from './catalog/discover.ts'
import type {Target} from './target.ts'

const mostNamed = 5

/** The files are not the approved ones. Which ones is said at a terminal, to whoever may approve them: a name may hold a stranger's words. */
export async function tamperedHere(
  places: Pick<Places, 'store' | 'uid'>,
  target: Target,
  {request, world}: Walk,
): Promise<Answer> {
  const {plugin} = target
  const plain = tampered(target)
  if (plugin === undefined || request.door !== 'terminal' || !approves(world.policy, request.by)) return plain
  const {changedFiles} = await import('./catalog/changed-files.ts')
  const files = await changedFiles(plugin, places)
  return files === undefined ? plain : {...plain, problems: [named(plugin.name, files)]}
}

function named(
  name: string,
  files: Readonly<Record<'changed' | 'added' | 'removed', readonly string[]>>,
): Problem {
  const {changed, added, removed} = files
  return problem('plugin_tampered_files', {
    name,
    changed: some(changed),
    added: some(added),
    removed: some(removed),
  })
}

function some(paths: readonly string[]): string {
  const more = paths.length - mostNamed
  const shown = paths.slice(0, mostNamed).join(', ')
  if (more > 0) return phrase('{shown} and {more} more', {shown, more})
  return shown || phrase('nothing')
}
