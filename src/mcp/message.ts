import {
  isJSONRPCRequest,
  parseJSONRPCMessage,
  type JSONRPCMessage,
  type RequestId,
} from '@modelcontextprotocol/server'
import {deeperThan} from '../manifest/depth.ts'
import {problem, type Problem} from '../text/problem.ts'

/** No input is, and walking it takes stack. */
export const deepest = 64

const [unread, wrong, wrongParams] = [-32_700, -32_600, -32_602]

/** Why something is no message, with the code of JSON-RPC for that; `id` where it is a request all the same, which is owed an answer. */
type NoMessage = {readonly code: number; readonly problem: Problem; readonly id?: RequestId}

/** The JSON-RPC message that a line is, or why it is none. */
export function messageIn(line: string): {readonly message: JSONRPCMessage} | NoMessage {
  if (deeperThan(line, deepest)) return {problem: problem('mcp_line_deep', {most: deepest}), code: wrong}
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return {problem: problem('mcp_line_unread'), code: unread}
  }
  try {
    return {message: parseJSONRPCMessage(value)}
  } catch {
    return oddRequest(value) ?? {problem: problem('mcp_line_wrong'), code: wrong}
  }
}

/** A request in which nothing but its parameters is not as the protocol has it. */
export function oddRequest(value: unknown): Required<NoMessage> | undefined {
  if (typeof value !== 'object' || value === null || !('params' in value)) return undefined
  const {params: _, ...bare} = value
  if (isJSONRPCRequest(value) || !isJSONRPCRequest(bare)) return undefined
  return {problem: problem('mcp_params_wrong'), code: wrongParams, id: bare.id}
}
