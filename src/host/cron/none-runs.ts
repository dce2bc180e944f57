import {join} from 'node:path'
import {alone, Busy} from '../../config/update-file.ts'
import type {ClockDeps} from './clock.ts'

/**
 * Does `work` while no run of the entry goes; undefined where one still does after `patience` milliseconds. The lock is the
 * kernel's, so a killed run leaves none.
 */
export async function whileNoneRuns<T>(
  {paths}: Pick<ClockDeps, 'paths'>,
  id: string,
  work: () => Promise<T>,
  patience: number,
): Promise<T | undefined> {
  try {
    return await alone(join(paths.state, 'schedule', id), work, patience)
  } catch (error) {
    if (error instanceof Busy) return undefined
    throw error
  }
}
