import {causeWords} from '../text/error-words.ts'
import {problem, says, type Problem} from '../text/problem.ts'

/** The journal could not be opened, or took no entry; nothing of the entry is left in it. Carries what to tell a person. */
export class JournalRefused extends Error {
  readonly problem: Problem

  constructor(what: Problem, cause?: unknown) {
    super(says(what), {cause})
    this.name = 'JournalRefused'
    this.problem = what
  }
}

/** The refusal for whatever went wrong with `file`; one that is a refusal already stays what it is. */
export function refused(file: string, error: unknown): JournalRefused {
  if (error instanceof JournalRefused) return error
  return new JournalRefused(problem('journal_refused', {file, cause: causeOf(error)}), error)
}

/** SQLite's primary result codes that a person can do something about. */
const causes: Readonly<Record<number, string>> = {
  5: 'other processes kept it locked for too long',
  8: 'it may not be written',
  10: 'the disk is full or failing',
  11: 'the file is damaged',
  13: 'the disk is full',
  14: 'it cannot be opened',
  26: 'the file is not a journal, or it is damaged',
}

/** Why, in a few words, whether SQLite, the file system or Parrot itself said no. */
export function causeOf(error: unknown): string {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0
  return causes[code] ?? causeWords(error)
}
