import {statSync} from 'node:fs'
import {problem, type Problem} from '../../../text/problem.ts'
import {runProgram} from '../../system-program.ts'
import type {Change, Kept, Pending} from '../manager.ts'
import {locals, type Local} from './local.ts'
import {solved} from './without.ts'

/** What pacman would do now: it prints the packages that it would install, and takes no lock for that. */
export async function pending(signal: AbortSignal): Promise<Pending | Problem> {
  const looked = await solved('%v\t%r\t%l', signal)
  if ('odd' in looked) return problem('update_no_plan', {manager: 'pacman', cause: looked.odd})
  const here = new Map(locals().map((one) => [one.name, one]))
  const changes = rowsOf(looked.text).map((row) => changeOf(row, here))
  return {
    changes: changes.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    kept: await kept(new Set(changes.map(({name}) => name)), signal),
    listsAt: statSync('/var/lib/pacman/sync', {throwIfNoEntry: false})?.mtime.toISOString() ?? null,
  }
}

/** The size that pacman tells is what is not in its cache yet. */
export async function bytesToFetch(signal: AbortSignal): Promise<number> {
  const looked = await solved('%s', signal)
  return 'odd' in looked ? 0 : rowsOf(looked.text).reduce((sum, [, size]) => sum + Number(size), 0)
}

/** Among what it prints are lines for a person, which have no tab. */
function rowsOf(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => line.split('\t'))
}

/** The architecture stands in the name of the archive only. pacman does not tell what an update is for. */
function changeOf(
  [name = '', to = '', origin = '', location = '']: readonly string[],
  here: ReadonlyMap<string, Local>,
): Change {
  const arch = /-([^-]+)\.pkg\.tar/.exec(location)?.[1] ?? 'any'
  return {name, arch, from: here.get(name)?.version ?? null, to, origin, security: false}
}

/** `name old -> new`, and `[ignored]` after it where somebody said so. */
async function kept(going: ReadonlySet<string>, signal: AbortSignal): Promise<readonly Kept[]> {
  const {stdout} = await runProgram('pacman', ['--query', '--upgrades', '--color=never'], {signal})
  return stdout.split('\n').flatMap((line) => {
    const [, name, from = '', to = '', held] = /^(\S+) (\S+) -> (\S+)( \[ignored\])?$/.exec(line) ?? []
    if (name === undefined || going.has(name)) return []
    return [{name, from, to, because: held === undefined ? ('needs' as const) : ('held' as const)}]
  })
}
