import {checkOutput} from '../../manifest/check.ts'
import {deeperThan} from '../../manifest/depth.ts'
import type {Command} from '../../manifest/manifest.ts'
import type {Permission} from '../../rbac/claim.ts'
import {problem, says, type Problem} from '../../text/problem.ts'
import {spokenSchemas, type Kind} from './schema.ts'
import {askedBy, type Asks, type Spoken} from './spoken.ts'

const deepest = 64

type Read = {readonly spoken: Spoken} | {readonly problem: Problem}

/**
 * The document that a plugin wrote which speaks MCP, or what is wrong with it: it is of a kind that its command can have, its
 * structured part is as `output` says, and it asks nobody but those it has a permission to ask.
 */
export async function readSpoken(
  command: Pick<Command, 'tool' | 'serves' | 'output'>,
  permissions: readonly Permission[],
  stdout: string,
): Promise<Read> {
  const wrong = (cause: string) => ({problem: problem('plugin_spoke_wrong', {tool: command.tool, cause})})
  const document = parsed(stdout)
  if (document === undefined) return wrong('it is not one JSON object')
  const kinds = kindsOf(command)
  const kind = kinds.find((one) => Object.hasOwn(document, one))
  if (kind === undefined) return wrong(`it has none of ${kinds.join(', ')}`)
  const [first] = await checkOutput(spokenSchemas[kind], document)
  if (first !== undefined) return wrong(says(first))
  const spoken = document as Spoken
  if ('content' in spoken && command.output !== undefined) {
    const [second] = await checkOutput(command.output, spoken.structuredContent)
    if (second !== undefined) return wrong(`structuredContent: ${says(second)}`)
  }
  const unasked = 'inputRequests' in spoken ? notAllowed(spoken, permissions) : undefined
  return unasked === undefined
    ? {spoken}
    : {problem: problem('plugin_asks_undeclared', {tool: command.tool, right: unasked})}
}

function kindsOf({serves}: Pick<Command, 'serves'>): readonly Kind[] {
  if (serves === undefined) return ['content', 'inputRequests', 'error']
  return ['prompt' in serves ? 'messages' : 'contents', 'inputRequests', 'error']
}

function parsed(text: string): object | undefined {
  if (deeperThan(text, deepest)) return undefined
  try {
    const document: unknown = JSON.parse(text)
    return typeof document === 'object' && document !== null && !Array.isArray(document)
      ? document
      : undefined
  } catch {
    return undefined
  }
}

function notAllowed({inputRequests}: Asks, permissions: readonly Permission[]): string | undefined {
  const wanted = Object.values(inputRequests).map(({method}) => `ask:${askedBy[method]}`)
  return wanted.find((right) => !permissions.some(({family}) => family === right))
}
