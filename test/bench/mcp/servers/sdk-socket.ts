import {createServer} from 'node:net'
import {serveStdio, StdioServerTransport} from '@modelcontextprotocol/server/stdio'
import {echo} from './echo.ts'

const [path = ''] = process.argv.slice(2)
createServer((socket) => {
  socket.on('error', () => {})
  serveStdio(echo, {transport: new StdioServerTransport(socket, socket)})
}).listen(path)
