import type {Job} from './engine.ts'

/** Why nothing goes where none of the archives that would stay is good, and what to do. */
export function refusal({dryRun}: Pick<Job, 'dryRun'>): string {
  const nothing = dryRun ? 'nothing would be removed' : 'nothing was removed'
  return `none of the archives that would stay is good; ${nothing}; make another: parrot backup create; to see what is wrong: parrot backup verify --all`
}
