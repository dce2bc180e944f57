import {runProgram} from '../../system-program.ts'
import type {Change, Doing, End, Older} from '../manager.ts'
import {ended} from './install.ts'
import {changing, unattended} from './words.ts'

/** Older versions by one command. apt takes what is named to it for wanted, so what was there for others only is told by a second. */
export async function wayBack(
  older: readonly Older[],
  signal: AbortSignal,
): Promise<readonly (readonly string[])[]> {
  const found = older.flatMap(({word, change}) => (word === null ? [] : [{word, change}]))
  if (found.length === 0) return []
  const names = found.map(({change}) => nameOf(change))
  const {stdout} = await runProgram('apt-mark', ['showauto', ...names], {signal})
  const auto = stdout.split('\n').filter(Boolean)
  return [
    ['apt-get', 'install', '--allow-downgrades', '--', ...found.map(({word}) => word)],
    ...(auto.length > 0 ? [['apt-mark', 'auto', ...auto]] : []),
  ]
}

/** Carries them out; what the older versions would take away is a reason not to. */
export async function goBack(commands: readonly (readonly string[])[], doing: Doing): Promise<End> {
  const [[, ...install] = [], ...marks] = commands
  const end = await ended(['apt-get', ...changing, '--no-remove', ...install], {}, doing)
  for (const [program = '', ...args] of end.end === 'done' ? marks : [])
    await runProgram(program, args, {signal: new AbortController().signal, env: unattended})
  return end
}

const nameOf = ({name, arch}: Change) => (arch === 'all' ? name : `${name}:${arch}`)
