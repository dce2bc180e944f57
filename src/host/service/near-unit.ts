import {nearestOfKind} from '../../text/nearest-of-kind.ts'
import {mayRun} from '../visible.ts'
import type {Work} from '../walk.ts'
import {look} from './systemd.ts'

/** The unit that was most likely meant by a name that none has: one of those to which the caller may do just this, and no other. */
export async function nearUnit({world, request}: Work, unit: string): Promise<string | undefined> {
  const listed = await Promise.all(
    [['list-unit-files'], ['list-units', '--all']].map((words) =>
      look([...words, '--plain', '--no-legend'], request.signal),
    ),
  )
  const names = listed.flatMap(({stdout}) => stdout.split('\n').map((line) => /^\S*/.exec(line)?.[0] ?? ''))
  const theirs = [...new Set(names)].filter(
    (name) => mayRun(world, request, request.tool, {unit: name}).effect === 'allow',
  )
  return nearestOfKind(unit, theirs)
}
