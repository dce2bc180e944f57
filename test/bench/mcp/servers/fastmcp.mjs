import {FastMCP} from 'fastmcp'
import {z} from 'zod'

const [transport, port] = process.argv.slice(2)
const server = new FastMCP({name: 'echo', version: '1.0.0', logger: quiet()})
server.addTool({
  name: 'echo',
  description: 'Says it again',
  parameters: z.object({text: z.string().optional()}),
  execute: async ({text = ''}) => text,
})
await server.start(
  transport === 'http'
    ? {transportType: 'httpStream', httpStream: {port: Number(port), host: '127.0.0.1', endpoint: '/mcp'}}
    : {transportType: 'stdio'},
)

function quiet() {
  const none = () => {}
  return {debug: none, error: none, info: none, log: none, warn: none}
}
