import type {CallResult} from '../host/request.ts'
import {outcomes, type Outcome} from '../outcomes.ts'
import {problem, type Problem} from '../text/problem.ts'
import {answerJson} from './answer-json.ts'
import type {Door, Look} from './door.ts'
import {failure} from './failure.ts'
import {told} from './told.ts'

export type How = {
  readonly json: boolean
  /** The result of a call that went well, as text for people. */
  readonly view: (output: unknown, look: Look) => string
  /** The same result as it stands in JSON; as it is when left out. */
  readonly document?: (output: unknown) => unknown
  /** `--exit-code`: where the plugin ran, its own status. */
  readonly ownStatus?: boolean
}

/** Writes the result to stdout, what went wrong to stderr, and says the exit status of the process. */
export async function answer(door: Door, result: CallResult, how: How): Promise<number> {
  if (how.json) {
    door.out.write(answerJson(result, how.document))
  } else {
    const shown = result.output === undefined ? '' : ended(how.view(result.output, door.out))
    door.out.write(shown)
    door.err.write(failure(result, door.err))
    if (shown !== '' && cutShort.has(result.outcome))
      door.err.write(`${told('yellow', '!', problem('result_partial'), door.err)}\n`)
  }
  const own = how.ownStatus === true ? result.exit?.code : undefined
  return own ?? outcomes[result.outcome].exit
}

/** What was shown then is what there was, and may look whole. */
const cutShort: ReadonlySet<Outcome> = new Set(['cancelled', 'timed_out'])

const ended = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`)

/** A result for what this door refuses by itself, before there is anything to call. */
export function refusedHere(tool: string, outcome: Outcome, ...problems: readonly Problem[]): CallResult {
  return {call: '', tool, outcome, problems, ms: 0}
}
