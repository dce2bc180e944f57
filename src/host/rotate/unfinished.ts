import {hash} from 'node:crypto'

/** What the name of a file begins with that is not finished. */
export const unfinished = '.parrot-rotate-'

/** The same for those of this home, which its lock tells to be nobody's when a run begins. */
export function unfinishedOf(stateFile: string): string {
  return `${unfinished}${hash('sha256', stateFile, 'hex').slice(0, 12)}-`
}
