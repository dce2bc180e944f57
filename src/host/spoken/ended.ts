import type {Command} from '../../manifest/manifest.ts'
import type {Permission} from '../../rbac/claim.ts'
import {plainLine} from '../../text/plain.ts'
import {problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import {readSpoken} from './read.ts'
import type {Block, Spoken} from './spoken.ts'

/** A reason, and no result. */
const longestError = 2000

type Meaning = Pick<Answer, 'outcome' | 'problems' | 'output' | 'spoken'>

/** What a document of a plugin that ended well means for its call. `output` is what who speaks no MCP gets of it. */
export async function spokenAnswer(
  command: Pick<Command, 'tool' | 'serves' | 'output'>,
  permissions: readonly Permission[],
  stdout: string,
): Promise<Meaning> {
  const read = await readSpoken(command, permissions, stdout)
  if ('problem' in read) return {outcome: 'failed', problems: [read.problem]}
  const {spoken} = read
  const {tool} = command
  if ('inputRequests' in spoken) {
    const asked = Object.values(spoken.inputRequests).map(({method, params}) => {
      const message = params?.['message']
      return typeof message === 'string' ? message : method
    })
    return {
      outcome: 'needs_input',
      problems: [problem('plugin_asks', {tool, asked: asked.join(' ')})],
      spoken,
    }
  }
  if ('error' in spoken)
    return {
      outcome: 'failed',
      problems: [problem('plugin_says', {tool, cause: plainLine(spoken.error.message, longestError)})],
      spoken,
    }
  return {outcome: findings(spoken) ? 'findings' : 'ok', problems: [], output: outputOf(spoken), spoken}
}

function findings(spoken: Spoken): boolean {
  return 'content' in spoken && spoken.structuredContent?.['findings'] === true
}

function outputOf(spoken: Spoken): unknown {
  if ('content' in spoken) return spoken.structuredContent ?? spoken.content.map(inWords).join('\n')
  if ('contents' in spoken)
    return spoken.contents.map((one) => ('text' in one ? one.text : size(one.blob))).join('\n')
  return 'messages' in spoken ? spoken.messages.map(({content}) => inWords(content)).join('\n') : undefined
}

function inWords(block: Block): string {
  switch (block.type) {
    case 'text':
      return block.text
    case 'resource':
      return 'text' in block.resource ? block.resource.text : size(block.resource.blob)
    case 'resource_link':
      return `<${block.uri}>`
    case 'image':
    case 'audio':
      return `[${block.type}, ${block.mimeType}, ${size(block.data)}]`
  }
}

const size = (base64: string) => `${Buffer.byteLength(base64, 'base64')} bytes`
