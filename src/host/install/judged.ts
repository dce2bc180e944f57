import type {CallResult} from '../request.ts'
import type {Trial, Tried} from './trial.ts'

/** Whether an example ended and said what its manifest says, or what differed. */
export function judged({run, outcome: wanted, says: text}: Trial, result: CallResult): Tried {
  const {outcome, output, log = '', problems, level = null, ms} = result
  const shown = `${typeof output === 'string' ? output : JSON.stringify(output ?? '', undefined, 1)}\n${log}`
  const ended = wanted === undefined ? outcome === 'ok' || outcome === 'findings' : outcome === wanted
  const first = problems[0]
  const why = first === undefined ? '' : ` (${first.code}: ${Object.values(first.params).join(', ')})`
  const differs = [
    ...(ended ? [] : [`ended as ${outcome}, wanted ${wanted ?? 'ok'}${why}`]),
    ...(text === undefined || shown.includes(text)
      ? []
      : [`does not say "${text}"; it says: ${shown.trim().slice(0, 300)}`]),
  ]
  return {run, passed: differs.length === 0, outcome, level, differs, ms}
}
