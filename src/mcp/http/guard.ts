import type {IncomingMessage} from 'node:http'
import {
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  validateHostHeader,
  validateOriginHeader,
} from '@modelcontextprotocol/server'

/** Where the metadata of RFC 9728 stands. */
export const metadataPath = '/.well-known/oauth-protected-resource/mcp'

/**
 * What is answered before anybody is asked who they are: a page in a browser that another name was pointed here for, another
 * path, the metadata. Undefined where nothing speaks against it.
 */
export function guard({headers, url = '', method}: IncomingMessage): Response | undefined {
  const host = validateHostHeader(headers.host, localhostAllowedHostnames())
  const origin = validateOriginHeader(headers.origin, localhostAllowedOrigins())
  if (!host.ok || !origin.ok) return refusal(403, 'Forbidden')
  const [path] = url.split('?')
  if (path === metadataPath && method === 'GET') return metadata(headers.host ?? '')
  return path === '/mcp' ? undefined : refusal(404, 'Not found')
}

/** An error of JSON-RPC without an id: what was asked is not known. */
export function refusal(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const error = {code: -32_600, message}
  return Response.json({jsonrpc: '2.0', error}, {status, headers})
}

function metadata(host: string): Response {
  return Response.json({
    resource: `http://${host}/mcp`,
    resource_name: 'Parrot',
    bearer_methods_supported: ['header'],
  })
}
