import {parseJSONRPCMessage, type JSONRPCMessage} from '@modelcontextprotocol/server'
import {deeperThan} from '../manifest/depth.ts'
import {problem, type Problem} from '../text/problem.ts'

/** No input is, and walking it takes stack. */
export const deepest = 64

type Found = {readonly message: JSONRPCMessage} | {readonly problem: Problem; readonly unread: boolean}

/** The JSON-RPC message that a line is, or why it is none; `unread` where it is not even JSON. */
export function messageIn(line: string): Found {
  if (deeperThan(line, deepest)) return {problem: problem('mcp_line_deep', {most: deepest}), unread: false}
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return {problem: problem('mcp_line_unread'), unread: true}
  }
  try {
    return {message: parseJSONRPCMessage(value)}
  } catch {
    return {problem: problem('mcp_line_wrong'), unread: false}
  }
}
