import type {CallResult, Request} from '../host/request.ts'
import {outcomes, type Outcome} from '../outcomes.ts'
import {problem, type Problem} from '../text/problem.ts'
import type {Line} from './line.ts'
import type {ServerSays} from './messages.ts'

/**
 * One call by the server. What it is given is read when the server asks for it, and what is wrong with that is told here in the words of here. It
 * ends as `unknown_outcome` where the server goes away before its end.
 */
export async function callOver(line: Line, request: Request): Promise<CallResult> {
  const {tool, dryRun, unsandboxed, resume, signal} = request
  const cancel = () => line.say({cancel: true})
  line.say({call: {tool, dryRun, unsandboxed, resume}})
  if (signal.aborted) cancel()
  signal.addEventListener('abort', cancel, {once: true})
  try {
    return await answered(line, request)
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

async function answered(line: Line, request: Request): Promise<CallResult> {
  const lists = new Map<string, unknown[]>()
  let own: readonly Problem[] = []
  for (;;) {
    const said = await line.next()
    if (said === undefined) return ended(request, 'unknown_outcome', problem('people_lost'))
    if ('refused' in said) return ended(request, 'broken', said.refused)
    if ('result' in said) return whole(said, lists, own)
    if ('more' in said) keep(lists, said.more, said.items)
    else if ('want' in said) own = await give(line, request)
    else watched(said, request)
  }
}

function keep(lists: Map<string, unknown[]>, name: string, items: readonly unknown[]): void {
  const list = lists.get(name) ?? []
  lists.set(name, list)
  for (const item of items) list.push(item)
}

async function give(line: Line, {input}: Request): Promise<readonly Problem[]> {
  const given = await input()
  line.say({input: 'values' in given ? {values: given.values} : {}})
  return 'problems' in given ? given.problems : []
}

function watched(said: ServerSays, {watch}: Request): void {
  if ('log' in said) watch.log?.(said.log)
  else if ('progress' in said) watch.progress?.(said.progress)
  else if ('ending' in said) watch.ending?.(said.ending)
  else if ('steps' in said) watch.steps?.(said.steps)
}

/** The result with its lists, and what only this side knew of. Throws where it is none. */
function whole(
  {result, lists}: Extract<ServerSays, {result: unknown}>,
  items: ReadonlyMap<string, unknown[]>,
  own: readonly Problem[],
): CallResult {
  if (!Object.hasOwn(outcomes, result.outcome)) throw new TypeError('there is no such outcome')
  const problems = result.problems.flatMap((one) => (one.code === 'people_input' ? own : [one]))
  const listed = lists.map((name) => [name, items.get(name) ?? []])
  const output =
    lists.length === 0 ? {} : {output: {...(result.output as object), ...Object.fromEntries(listed)}}
  return {...result, problems, ...output}
}

function ended({tool}: Request, outcome: Outcome, ...problems: readonly Problem[]): CallResult {
  return {call: '', tool, outcome, problems, ms: 0}
}
