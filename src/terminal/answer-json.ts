import type {CallResult} from '../host/request.ts'
import {next, says, type Problem} from '../text/problem.ts'

/** The one document of `--json`, with the same keys whatever happened. */
export function answerJson(result: CallResult, shown = (output: unknown) => output): string {
  const document = {
    call: result.call,
    tool: result.tool,
    outcome: result.outcome,
    output: result.output === undefined ? null : shown(result.output),
    problems: result.problems.map(problemJson),
    decision: result.decision ?? null,
    level: result.level ?? null,
    ms: result.ms,
    exit: result.exit ?? null,
    log: wentWell(result) ? null : result.log || null,
    retryAfter: result.retryAfter ?? null,
  }
  return `${quiet(JSON.stringify(document, undefined, 2))}\n`
}

/** Why it failed only the plugin can say; of what went well its log is for whoever looks on. */
const wentWell = ({outcome}: CallResult) => outcome === 'ok' || outcome === 'findings'

/** A problem as it stands wherever there is one in JSON. */
export function problemJson(problem: Problem) {
  return {code: problem.code, message: says(problem), next: next(problem) ?? null, params: problem.params}
}

/** The same JSON value with every character escaped that a terminal would act on or not show. */
export function quiet(json: string): string {
  return json.replaceAll(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (character) =>
    Array.from({length: character.length}, (_, at) => unicodeEscape(character.charCodeAt(at))).join(''),
  )
}

const unicodeEscape = (unit: number) => String.raw`\u${unit.toString(16).padStart(4, '0')}`
