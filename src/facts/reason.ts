import {says, type Problem} from '../text/problem.ts'

/** Why something is not there: a code of the catalogue with its values, and the sentence for a reader without the catalogue. */
type Reason = Problem & {readonly says: string}

/** It may be there, but it could not be looked at. */
export type Unavailable = {readonly unavailable: Reason}

/** This machine has no such thing, and need not have one. */
export type Absent = {readonly absent: Reason}

/** The answer where a fact could not be had. */
export function unavailable(problem: Problem): Unavailable {
  return {unavailable: {...problem, says: says(problem)}}
}

/** The answer where there is nothing to look at. */
export function absent(problem: Problem): Absent {
  return {absent: {...problem, says: says(problem)}}
}
