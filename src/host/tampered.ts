import {printable, quotedName} from '../manifest/show.ts'
import {phrase} from '../text/phrase.ts'
import {problem, type Problem} from '../text/problem.ts'
import {tampered, type Answer} from './answer.ts'
import {approves} from './approves.ts'
import type {Walk} from './walk.ts'
import type {Changed} from './catalog/changed-files.ts'
import type {Places} from './catalog/discover.ts'
import type {Plugin} from './plugin.ts'
import type {Target} from './target.ts'

const mostNamed = 5

/**
 * The files are not the approved ones. Which ones is said at a terminal, to whoever may approve them: a name may hold a stranger's words.
 * A step's problems become those of its workflow, so it names none.
 */
export async function tamperedHere(
  places: Pick<Places, 'store' | 'uid'>,
  target: Target,
  {request, world, above}: Walk,
): Promise<Answer> {
  const {plugin} = target
  const plain = tampered(target)
  if (plugin === undefined || above !== undefined || request.door !== 'terminal') return plain
  if (!approves(world.policy, request.by)) return plain
  const {changedFiles} = await import('./catalog/changed-files.ts')
  const files = await changedFiles(plugin, places)
  return 'unknown' in files ? plain : {...plain, problems: [held(plugin, named(plugin.name, files))]}
}

/** With an update waiting, to approve it is no longer to approve these files. */
function held({entry, approved: digest = ''}: Plugin, {code, params}: Problem): Problem {
  const version = entry?.waiting?.version
  if (version === undefined) return {code, params}
  return {code: `${code}_held` as Problem['code'], params: {...params, version: printable(version), digest}}
}

function named(name: string, files: Changed): Problem {
  const {changed, added, removed} = files
  // Somebody put back what they had changed; that nobody looked at it since is what keeps it off.
  if (changed.length + added.length + removed.length === 0) return problem('plugin_tampered_back', {name})
  return problem('plugin_tampered_files', {
    name,
    changed: some(changed),
    added: some(added),
    removed: some(removed),
  })
}

function some(paths: readonly string[]): string {
  const more = paths.length - mostNamed
  const shown = paths
    .slice(0, mostNamed)
    .map((path) => quotedName(path))
    .join(', ')
  if (more > 0) return phrase('{shown} and {more} more', {shown, more})
  return shown || phrase('nothing')
}
