import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import {text} from 'node:stream/consumers'
import {createMcpHandler} from '@modelcontextprotocol/server'
import {send} from '../../../../src/mcp/http/send.ts'
import {echo} from './echo.ts'

const [port = ''] = process.argv.slice(2)
const handler = createMcpHandler(echo)
createServer((incoming, response) => {
  answer(incoming, response).catch(() => response.destroy())
}).listen(Number(port), '127.0.0.1')

async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const {method = 'POST', headers: given} = incoming
  const headers = Object.entries(given).map(([name, value]): [string, string] => [name, String(value)])
  const body = await text(incoming)
  await send(await handler.fetch(new Request('http://localhost/mcp', {method, headers, body})), response)
}
