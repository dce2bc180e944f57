import {createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {SMTPServer, type SMTPServerOptions} from 'smtp-server'
import {onTestFinished} from 'vitest'

export type Got = {readonly headers: IncomingHttpHeaders; readonly body: string; readonly json: Sent}
type Sent = {
  readonly sequence: number
  readonly event_type: string
  readonly payload: Record<string, unknown>
}

/** A real web server of this machine; `answer` says the status, or does otherwise with the response. */
export async function receiver(
  answer: (got: Got, response: ServerResponse) => number | undefined | Promise<number | undefined> = () =>
    204,
) {
  const got: Got[] = []
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(request)
    const one = {headers: request.headers, body, json: JSON.parse(body || '{}') as Sent}
    got.push(one)
    const status = await answer(one, response)
    if (status !== undefined) response.writeHead(status).end()
  }
  const server = createServer((request, response) => {
    void take(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  onTestFinished(close)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  return {url, got, numbers: () => got.map(({json}) => json.sequence)}
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}

/** A real mail server of this machine, without TLS; what came in is in `mails`. */
export async function mailServer(options: SMTPServerOptions = {}) {
  const mails: {readonly to: readonly string[]; readonly text: string}[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onData(stream, session, done) {
      let text = ''
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
      stream.on('end', () => {
        mails.push({to: session.envelope.rcptTo.map(({address}) => address), text})
        done()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  onTestFinished(close)
  const {port} = server.server.address() as AddressInfo
  return {url: `smtp://127.0.0.1:${port}`, mails, close}
}
