import {lookup} from 'node:dns/promises'
import {isIP} from 'node:net'
import {privateAddresses} from './addresses.ts'
import {holdSocket, type HeldSocket} from './held-socket.ts'

type Target = {readonly host: string; readonly port: number}
/** An address to connect to, whatever the name may lead to next. */
type Way = {readonly host: string; readonly port: number}

export type AllowList = {
  lookup(target: Target): Promise<Way | {readonly reason: string}>
  /** The same for a socket of this machine, by its path as it was granted. */
  socket(path: string): HeldSocket | {readonly reason: string}
}

type Resolve = (name: string, how: {all: true}) => Promise<{address: string}[]>

type Grant = {readonly host: string; readonly port: string}

/**
 * Decides where a plugin may connect to, by the `host:port` that it was granted. The name is resolved here and now, and the
 * answer is the address: a private one only where the grant names that address itself, or localhost.
 */
export function allowList(grants: readonly string[], resolve: Resolve = lookup): AllowList {
  const rules = grants.filter((grant) => !grant.startsWith('/')).map(read)
  const isPrivate = privateAddresses()
  return {
    socket: (path) => {
      if (!path.startsWith('/') || !grants.includes(path)) return {reason: 'not declared'}
      return holdSocket(path) ?? {reason: 'no socket is there'}
    },
    async lookup({host, port}) {
      const name = nameOf(host)
      const rule = port > 0 && port < 65_536 ? rules.find((rule) => covers(rule, name, port)) : undefined
      if (rule === undefined) return {reason: 'not declared'}
      const address = bare(name)
      const literal = isIP(address) > 0
      const found = literal ? [address] : await addressesOf(name, resolve)
      if (found.length === 0) return {reason: 'does not resolve'}
      const itself = rule.host === name && (literal || name === 'localhost')
      const open = found.find((one) => itself || !isPrivate(one))
      return open === undefined ? {reason: 'leads to a private address'} : {host: open, port}
    },
  }
}

function read(grant: string): Grant {
  const colon = grant.lastIndexOf(':')
  return {host: nameOf(grant.slice(0, colon)), port: grant.slice(colon + 1)}
}

/** One spelling: a URL turns 0x7f.1 and 2130706433 into 127.0.0.1, as the resolver would. */
function nameOf(host: string): string {
  if (host.startsWith('*')) return host.toLowerCase()
  return URL.parse(`http://${host}/`)?.hostname.replace(/\.$/, '') ?? ''
}

function bare(name: string): string {
  return name.replace(/^\[|\]$/g, '')
}

function covers(rule: Grant, name: string, port: number): boolean {
  if (rule.port !== '*' && rule.port !== String(port)) return false
  if (rule.host.startsWith('*.')) return isIP(bare(name)) === 0 && name.endsWith(rule.host.slice(1))
  return rule.host === name && name !== ''
}

async function addressesOf(name: string, resolve: Resolve): Promise<string[]> {
  try {
    return (await resolve(name, {all: true})).map(({address}) => address)
  } catch {
    return []
  }
}
