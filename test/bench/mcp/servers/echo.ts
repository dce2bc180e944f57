import {McpServer} from '@modelcontextprotocol/server'
import {z} from 'zod'

/** The least that a server can do: one tool, which says what it was told. */
export const echo = (): McpServer => saying(async () => {})

/** The same, once `before` is done. */
export function saying(before: () => Promise<void>): McpServer {
  const server = new McpServer({name: 'echo', version: '1.0.0'})
  const about = {description: 'Says it again', inputSchema: z.object({text: z.string().optional()})}
  server.registerTool('echo', about, async ({text = ''}) => {
    await before()
    return {content: [{type: 'text', text}]}
  })
  return server
}
