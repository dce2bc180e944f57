import {McpServer} from '@modelcontextprotocol/server'
import {z} from 'zod'

/** The least that a server can do: one tool, which says what it was told. */
export function echo(): McpServer {
  const server = new McpServer({name: 'echo', version: '1.0.0'})
  const about = {description: 'Says it again', inputSchema: z.object({text: z.string().optional()})}
  server.registerTool('echo', about, async ({text = ''}) => ({content: [{type: 'text', text}]}))
  return server
}
