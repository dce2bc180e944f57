/** A server by its name or number, and who logs in there where somebody does. */
export type BareAddress = {
  readonly protocol: string
  /** An IPv6 address in brackets. */
  readonly host: string
  readonly port: number
  readonly login?: {readonly user: string; readonly pass: string}
}

const ports: Readonly<Record<string, number>> = {smtp: 587, smtps: 465, udp: 514, tcp: 601, tls: 6514}

/**
 * What `scheme://user:password@host:port` says. Undefined for an address with anything more: libraries take what stands in a query for
 * options, the name of a program among them.
 */
export function bareAddress(text: string): BareAddress | undefined {
  const [, scheme = ''] = /^([a-z]+):\/\/[^\s\\?#]+$/i.exec(text) ?? []
  const url = URL.parse(text)
  const protocol = scheme.toLowerCase()
  const standard = Object.hasOwn(ports, protocol) ? ports[protocol] : undefined
  if (url === null || url.hostname === '' || !/^\/?$/.test(url.pathname) || standard === undefined)
    return undefined
  const login = loginIn(url)
  if (login === null) return undefined
  return {
    protocol,
    host: url.hostname,
    port: Number(url.port) || standard,
    ...(login !== undefined && {login}),
  }
}

/** Null where it is not written as addresses are. */
function loginIn({username, password}: URL): BareAddress['login'] | null {
  if (username === '' && password === '') return undefined
  try {
    return {user: decodeURIComponent(username), pass: decodeURIComponent(password)}
  } catch {
    return null
  }
}
