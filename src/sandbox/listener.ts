/** Where a plugin finds the way out, inside a sandbox that has no other. */
export const proxyAddress = 'http://127.0.0.1:3128'

const port = 3128

/**
 * The command that, inside the sandbox and before the plugin, makes the socket that the proxy listens on, and hands it out
 * over Node's own channel to the process that started it. So the plugin needs neither a Unix socket nor a bridge.
 */
export function listenWith(node: string): string[] {
  return [node, '-e', handOut]
}

const handOut = `
const server = require('node:net').createServer()
server.listen(${port}, '127.0.0.1', () => process.send('listening', server, () => process.exit(0)))
`
