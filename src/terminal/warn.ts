import {dirname} from 'node:path'
import {problem, type Problem} from '../text/problem.ts'
import {saysHere, word} from '../text/reader.ts'
import {behind} from './behind.ts'
import type {Door} from './door.ts'
import {plainLine} from './plain.ts'

/** A line for each setting that was ignored while starting, and one for the plugins that were left out, however many. */
export async function warn(door: Door): Promise<void> {
  const {warnings, catalog} = await door.parrot()
  const settings = warnings.filter((one) => !catalog.problems.includes(one))
  for (const one of [...settings, ...leftOut(catalog.problems)])
    door.err.write(`${behind('yellow', word('Warning:'), plainLine(saysHere(one)), door.err)}\n`)
}

/** What is wrong with a single one has room here; the rest is for plugin list and doctor. */
function leftOut(problems: readonly Problem[]): readonly Problem[] {
  const count = new Set(problems.map(aboutWhich)).size
  return count > 1 ? [problem('plugins_left_out', {count})] : problems.slice(0, 1)
}

/** The folder or the name of the plugin that a problem of discovery is about. */
function aboutWhich({params: {file, dir, name}}: Problem): string {
  if (typeof file === 'string') return dirname(file)
  return String(dir ?? name)
}
