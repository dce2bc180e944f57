import {says} from '../text/problem.ts'
import type {Door} from './door.ts'
import {plainLine} from './plain.ts'

/** A line for each plugin that was left out and each setting that was ignored while starting. */
export async function warn(door: Door): Promise<void> {
  const {warnings} = await door.parrot()
  const {paint, write} = door.err
  for (const problem of warnings) write(`${paint('yellow', 'Warning:')} ${plainLine(says(problem))}\n`)
}
