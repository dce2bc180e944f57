import {problem, type Problem} from '../../text/problem.ts'
import type {HostClaim, Permission} from '../claim.ts'
import {shown} from '../shown.ts'
import {choice} from './choice.ts'
import {canonicalPath} from './fs.ts'

const label = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i
const bracketed = /^\[[0-9a-f:.]+\]$/i
const parts = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/

const variable = /^\$(CONFIG\.[A-Za-z_][A-Za-z0-9_]*)$/
/**
 * The only sockets that there are for a plugin: what they are called says that a database listens. Those of Docker, systemd or an
 * agent of keys would each be a way to become somebody else.
 */
const ofDatabase = /\/\.s\.PGSQL\.\d{1,5}$/

/** Reads `connect:<host>[:<port>|:*]`, without a port it is 443; `connect:<socket>` and `connect:$CONFIG.<key>`. */
export function readNet(text: string, _area: string, rest: string): Permission | Problem {
  const [, act = '', target] = /^([^:]*)(?::(.*))?$/.exec(rest) ?? []
  if (act !== 'connect') return choice(text, 'net', act, ['connect'])
  if (target === undefined) return problem('permission_shape', {text: shown(text)})
  const key = variable.exec(target)?.[1]
  if (key !== undefined) return configured(key)
  if (target.startsWith('/')) return readSocket(text, target)
  const [, written = target, port = '443'] = parts.exec(target) ?? []
  const host = canonicalHost(written)
  if (host === undefined) return problem('host_wrong', {text: shown(text), host: shown(written)})
  if (!isPort(port)) return problem('port_wrong', {text: shown(text), port: shown(port)})
  return hostPermission(host, port)
}

/** What a setting names: `host:port`, a URL of http or https, or the path of a socket. Undefined for anything else; only a URL implies a port. */
export function connectionOf(value: string): Permission | undefined {
  const place = /^https?:\/\//i.test(value) ? hostAndPort(value) : value
  const read = place.startsWith('/') || /:\d+$/.test(place) ? readNet('', '', `connect:${place}`) : undefined
  return read !== undefined && 'claim' in read && !read.text.includes('*') ? read : undefined
}

function hostAndPort(address: string): string {
  const {protocol, hostname, port} = URL.parse(address) ?? {protocol: '', hostname: '', port: ''}
  return `${hostname}:${port || (protocol === 'http:' ? 80 : 443)}`
}

/** The permission for a host and port that are already canonical. */
export function hostPermission(host: string, port: string): Permission {
  return {text: `net:connect:${host}:${port}`, area: 'net', family: 'net', claim: {kind: 'host', host, port}}
}

function configured(name: string): Permission {
  const host = `$${name}`
  const claim: HostClaim = {kind: 'host', host, port: '', variable: name}
  return {text: `net:connect:${host}`, area: 'net', family: 'net', claim}
}

function readSocket(text: string, target: string): Permission | Problem {
  const path = canonicalPath(text, target)
  if (typeof path !== 'string') return path
  if (!ofDatabase.test(path)) return problem('socket_never', {text: shown(text)})
  const claim: HostClaim = {kind: 'host', host: path, port: ''}
  return {text: `net:connect:${path}`, area: 'net', family: 'net', claim}
}

export function hostIncludes(wide: HostClaim, narrow: HostClaim): boolean {
  return portIncludes(wide.port, narrow.port) && nameIncludes(wide.host, narrow.host)
}

/** Is there any connection that both speak of? */
export function hostMeets(a: HostClaim, b: HostClaim): boolean {
  if (!portIncludes(a.port, b.port) && !portIncludes(b.port, a.port)) return false
  return nameIncludes(a.host, b.host) || nameIncludes(b.host, a.host)
}

function portIncludes(wide: string, narrow: string): boolean {
  return wide === '*' || wide === narrow
}

/** `*.example.com` includes `a.example.com` and `*.a.example.com`, not `example.com` itself; `*` every socket too. */
function nameIncludes(wide: string, narrow: string): boolean {
  if (wide === narrow || wide === '*') return true
  return wide.startsWith('*.') && !narrow.startsWith('/') && narrow.endsWith(wide.slice(1))
}

function canonicalHost(written: string): string | undefined {
  if (written.startsWith('[')) return addressOf6(written)
  const host = written.replace(/\.$/, '')
  const name = host.startsWith('*.') ? host.slice(2) : host
  const labels = name.split('.')
  if (name.length > 253 || !labels.every((part) => label.test(part))) return undefined
  if (numeric(labels.at(-1))) return host === name && isAddress4(labels) ? host : undefined
  return host !== name && labels.length < 2 ? undefined : host.toLowerCase()
}

/**
 * A last label like this makes resolvers read the whole as an IPv4 address: 2130706433, 0x7f.1, 010.0.0.1.
 */
function numeric(last = ''): boolean {
  return /^(\d+|0x[0-9a-f]*)$/i.test(last)
}

function isAddress4(labels: readonly string[]): boolean {
  return labels.length === 4 && labels.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
}

/**
 * One spelling for each address; one that only wraps an IPv4 address would slip past rules that name that.
 */
function addressOf6(written: string): string | undefined {
  const address = bracketed.test(written) ? URL.parse(`http://${written}/`)?.hostname : undefined
  return address === undefined || address.startsWith('[::ffff:') ? undefined : address
}

function isPort(port: string): boolean {
  return port === '*' || (/^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535)
}
