import {causeWords} from '../text/error-words.ts'
import {problem, says} from '../text/problem.ts'
import type {Failure, Told} from './channel.ts'
import type {Lane, LaneDeps} from './lane-deps.ts'

/** Whatever breaks on the way counts as an attempt, ages and is told like any other. */
export async function attempt(
  {channel}: Pick<Lane, 'channel'>,
  event: Told,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  try {
    return await channel.send(event, signal)
  } catch (error) {
    const cause = causeWords(error)
    return {problem: problem('delivery_broke', {cause})}
  }
}

/** Why, without anything secret. */
export const wordsOf = (redact: LaneDeps['redact'], {problem: why}: Failure) =>
  redact(says(why)).slice(0, 500)
