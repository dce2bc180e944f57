import type {IncomingHttpHeaders} from 'node:http'

/** They speak of one connection only. What they would set on the next one, Node sets itself. */
const ofOneConnection = new Set(
  `connection keep-alive proxy-connection proxy-authenticate proxy-authorization proxy-authentication-info te trailer
   transfer-encoding upgrade expect`.split(/\s+/),
)

/** The headers that concern both ends of the way: without those of this connection, and those that it names as its own. */
export function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = new Set((headers.connection ?? '').toLowerCase().split(/[\s,]+/))
  // Without its length a body would be read as the next request.
  named.delete('content-length')
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !ofOneConnection.has(name) && !named.has(name)),
  )
}
