import {
  isInputRequiredResult,
  type CallToolRequest,
  type CallToolResult,
  type McpRequestContext,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server'
import {problem, says} from '../text/problem.ts'
import {callTool} from './call-tool.ts'
import {handleLists} from './handle-lists.ts'
import {busy} from './refused.ts'
import type {Session} from './session.ts'
import {roundOf} from './talk.ts'
import {asTask} from './tasks/as-task.ts'
import {extension, knowsTasks, needsTasks, serveTasks} from './tasks/serve-tasks.ts'
import {offered} from './tool.ts'
import {watchFor} from './watch-for.ts'
import {OwnServer} from './own-server.ts'

const listChanged = {listChanged: true} as const
const capabilities = {
  tools: listChanged,
  resources: {subscribe: true, ...listChanged},
  prompts: listChanged,
  completions: {},
  logging: {},
  extensions: {[extension]: {}},
} as const

/** Lists are this client's own and may be other ones at any time. */
const fresh = {ttlMs: 0, cacheScope: 'private'} as const
const cacheHints = {
  'tools/list': fresh,
  'prompts/list': fresh,
  'resources/list': fresh,
  'resources/templates/list': fresh,
  'resources/read': fresh,
  'server/discover': fresh,
} as const

/** What answers one client, in either era of the protocol. Made without effects: it may be thrown away unused. */
export async function serverFor(session: Session, era: McpRequestContext['era']): Promise<OwnServer> {
  const {parrot, by} = await session.now()
  const role = by.roles.join(', ') || 'none'
  const about = {name: 'parrot', title: 'Parrot', version: parrot.version}
  const instructions = says(problem('mcp_instructions', {role}))
  const mcp = new OwnServer(about, {capabilities, cacheHints, instructions})
  if (era === 'legacy') mcp.watched = new Set()
  mcp.schemaOf = (name) => offered(parrot, by, name)?.listed.inputSchema
  const {server} = mcp
  server.setRequestHandler('logging/setLevel', ({params}) => {
    session.asked.logLevel = params.level
    return {}
  })
  server.setRequestHandler('tools/call', ({params}, context) => toolCall(server, session, params, context))
  handleLists(mcp, session)
  serveTasks(server, session)
  return mcp
}

async function toolCall(
  server: Server,
  session: Session,
  {name, arguments: given = {}}: CallToolRequest['params'],
  context: ServerContext,
) {
  const {mcpReq} = context
  const {talk, ask} = roundOf(context, server.getClientCapabilities(), session.seal, {name, given})
  const {parrot, by} = await session.now()
  const task = offered(parrot, by, name)?.task
  const able = knowsTasks(mcpReq)
  if (!able && (task === 'needed' || task === 'after_input')) throw needsTasks()
  if (
    able &&
    (task === 'optional' ||
      task === 'needed' ||
      (task === 'after_input' && Object.keys(talk.answers).length > 0))
  ) {
    const started = asTask(session, name, given, {talk}, (result, schema) =>
      server.projectCallToolResult(result, schema),
    )
    return started === undefined
      ? busy(name)
      : ({resultType: 'task', ...started} as unknown as CallToolResult)
  }
  const watch = watchFor(context, name, session.asked.logLevel)
  const {result, tool} = await callTool(session, name, given, {signal: mcpReq.signal, watch, talk, ask})
  return isInputRequiredResult(result)
    ? result
    : server.projectCallToolResult(result, tool?.listed.outputSchema)
}
