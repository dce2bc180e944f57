import type {IncomingMessage, ServerResponse} from 'node:http'
import {deeperThan} from '../../manifest/depth.ts'
import {problem, says} from '../../text/problem.ts'
import {deepest, oddRequest} from '../message.ts'
import type {Handler} from './callers.ts'
import {refusal} from './guard.ts'
import {send} from './send.ts'

/** One request and its answer. Whoever leaves before it has come takes the request back. */
export async function exchange(
  {fetch}: Handler,
  incoming: IncomingMessage,
  response: ServerResponse,
  longest: number,
): Promise<void> {
  const left = new AbortController()
  response.once('close', () => left.abort())
  const body = await bodyOf(incoming, longest)
  if (body instanceof Response) return send(body, response)
  const {method = 'GET', url = '/', headers} = incoming
  const withBody = method !== 'GET' && method !== 'HEAD' && body !== ''
  const request = new Request(new URL(url, 'http://localhost'), {
    method,
    headers: headersOf(headers),
    signal: left.signal,
    ...(withBody && {body}),
  })
  const parsedBody = withBody ? parsed(body) : undefined
  await send(oddAnswer(parsedBody) ?? (await fetch(request, {parsedBody})), response)
}

/** Parsed here, once; what is no JSON the SDK refuses, as it reads it itself. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}

/** The SDK would call such a request no message. */
function oddAnswer(body: unknown): Response | undefined {
  const odd = oddRequest(body)
  if (odd === undefined) return undefined
  const {id, code, problem: about} = odd
  return Response.json({jsonrpc: '2.0', id, error: {code, message: says(about)}}, {status: 400})
}

async function bodyOf(incoming: IncomingMessage, longest: number): Promise<string | Response> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of incoming as AsyncIterable<Buffer>) {
    length += part.length
    if (length > longest)
      return refusal(413, says(problem('mcp_line_long', {most: longest})), {connection: 'close'})
    parts.push(part)
  }
  const text = Buffer.concat(parts).toString('utf8')
  return deeperThan(text, deepest) ? refusal(400, says(problem('mcp_line_deep', {most: deepest}))) : text
}

/** The key stays at the door. */
function headersOf(headers: IncomingMessage['headers']): [string, string][] {
  const handed = Object.entries(headers).filter(([name]) => name !== 'authorization')
  return handed.flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one]))
}
