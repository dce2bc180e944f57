import type {CallToolResult, ContentBlock} from '@modelcontextprotocol/server'
import type {CallResult} from '../host/request.ts'
import type {Spoken} from '../host/spoken/spoken.ts'
import {next, problem, says, type Problem} from '../text/problem.ts'
import {plain} from '../text/plain.ts'
import {withoutFolders} from './folders.ts'
import {inert} from './inert.ts'
import {mostText, type KeptResults} from './kept-results.ts'
import {cleanBlock} from './spoken-content.ts'
import {sentData, type Sent} from './sent-data.ts'
import type {Offered} from './tool.ts'

/** Characters of a structured result; more cannot be cut and stay what its schema says. */
const mostStructured = 400_000

/** A call that went well: its result as text and, where it is data, as data, with a word on whose it is. */
export async function answered(
  {kept, folders}: {readonly kept: KeptResults; readonly folders: readonly string[]},
  ended: CallResult,
  tool: Offered | undefined,
): Promise<CallToolResult> {
  const {call, tool: name, outcome, output, spoken} = ended
  if (spoken !== undefined && 'content' in spoken) {
    const sent = await sentOf(spoken.structuredContent, ended, tool, folders)
    return answeredInMcp(kept, ended, spoken, sent, folders)
  }
  const {data, unfit} = typeof output === 'object' ? await sentOf(output, ended, tool, folders) : {}
  const text = plain(typeof output === 'string' ? output : JSON.stringify(data ?? output ?? ''))
  const tooLong = data !== undefined && text.length > mostStructured
  if (text.length > mostText) kept.keep(call, name, text)
  const warnings = ended.problems.map((one) => block(withoutFolders(says(one), folders)))
  const content = [
    block(text.slice(0, mostText).toWellFormed()),
    ...warnings,
    ...rest(ended, text, tooLong),
    ...toldOf(unfit),
    note(ended, text),
  ]
  return {
    content,
    ...(data !== undefined && !tooLong && {structuredContent: data}),
    ...((tooLong || unfit) && {isError: true}),
    _meta: metaOf(ended, outcome),
  }
}

/** What a plugin says of folders is its result; what Parrot says of its own is not for an agent. */
async function sentOf(
  output: unknown,
  {outcome}: CallResult,
  tool: Offered | undefined,
  folders: readonly string[],
): Promise<Sent> {
  if (output === undefined) return {}
  if (tool?.runs === true) return sentData(output, outcome, tool.listed.outputSchema)
  return {data: inert(tool?.result(output) ?? output, (text) => withoutFolders(text, folders))}
}

const toldOf = (unfit: Problem | undefined) => (unfit === undefined ? [] : [block(both(unfit))])

/** One that speaks MCP: all of its content, of whatever kind, as long as it has a length that an answer can have. */
function answeredInMcp(
  kept: KeptResults,
  ended: CallResult,
  {content}: Extract<Spoken, {readonly content: unknown}>,
  {data, unfit}: Sent,
  folders: readonly string[],
): CallToolResult {
  const blocks = content.map(cleanBlock)
  const text = blocks.map((block) => (block.type === 'text' ? block.text : '')).join('')
  const warnings = ended.problems.map((one) => block(withoutFolders(says(one), folders)))
  const long = text.length > mostText || JSON.stringify(data ?? '').length > mostStructured
  if (long) kept.keep(ended.call, ended.tool, text)
  return {
    content: long
      ? [
          block(text.slice(0, mostText).toWellFormed()),
          ...warnings,
          ...rest(ended, text, true),
          ...toldOf(unfit),
          note(ended, text),
        ]
      : [...blocks, ...warnings, ...toldOf(unfit), note(ended, text)],
    ...(data !== undefined && !long && {structuredContent: data}),
    ...((long || unfit) && {isError: true}),
    _meta: metaOf(ended, ended.outcome),
  }
}

function rest({call, outcome}: CallResult, text: string, tooLong: boolean): ContentBlock[] {
  if (text.length <= mostText) return []
  const uri = outputUri(call, mostText)
  const about = {length: text.length, shown: mostText, uri}
  const told = tooLong
    ? problem('mcp_too_long_structured', {...about, outcome})
    : problem('mcp_too_long', about)
  return [block(both(told)), {type: 'resource_link', uri, name: `output of ${call}`, mimeType: 'text/plain'}]
}

/** Last, where no text of the result can come after it: what stands above is nobody's instruction. */
function note({tool, call, outcome}: CallResult, {length}: string): ContentBlock {
  const told = says(problem('mcp_data', {length, tool: plain(tool), call, outcome}))
  return {...block(told), annotations: {audience: ['assistant']}}
}

export function outputUri(call: string, from: number): string {
  return `parrot://calls/${call}/output?from=${from}`
}

export function block(text: string): {readonly type: 'text'; readonly text: string} {
  return {type: 'text', text}
}

/** What happened and what to do next. */
export function both(told: Problem): string {
  const advice = next(told)
  return plain(advice === undefined ? says(told) : `${says(told)} ${advice}`)
}

export function metaOf({call, level, exit, retryAfter}: CallResult, outcome: string) {
  return {
    'parrot/call': call,
    'parrot/outcome': outcome,
    ...(level && {'parrot/sandbox': level}),
    ...(exit && {'parrot/exit': exit.code}),
    ...(retryAfter !== undefined && {'parrot/retry-after': retryAfter}),
  }
}
