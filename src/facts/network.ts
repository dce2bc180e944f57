import {networkInterfaces} from 'node:os'
import {readIfThere, type Machine} from './machine.ts'

type Address = {readonly family: 4 | 6; readonly address: string; readonly prefixLength: number | null}

/** An interface that is up and has an address. */
type Interface = {
  readonly name: string
  /** What the driver says: `up`, `down`, `unknown` (as `lo` does), … */
  readonly state: string
  readonly loopback: boolean
  readonly addresses: readonly Address[]
}

type Route = {readonly family: 4 | 6; readonly interface: string; readonly gateway: string | null}

/** The interfaces, and the routes that lead everywhere else. */
export type Network = {readonly interfaces: readonly Interface[]; readonly defaultRoutes: readonly Route[]}

/** The interfaces with their addresses, and the default routes, by the kernel's tables. */
export function network(machine: Machine): Network {
  return {interfaces: interfaces(machine), defaultRoutes: [...routes4(machine), ...routes6(machine)]}
}

function interfaces(machine: Machine): Interface[] {
  return Object.entries(networkInterfaces()).map(([name, addresses = []]) => ({
    name,
    state: readIfThere(machine, `/sys/class/net/${name}/operstate`)?.trim() ?? 'unknown',
    loopback: addresses.some(({internal}) => internal),
    addresses: addresses.map(({family, address, cidr}) => ({
      family: family === 'IPv6' ? 6 : 4,
      address,
      prefixLength: cidr ? Number(cidr.split('/')[1]) : null,
    })),
  }))
}

/** Columns: interface, destination, gateway, flags, …, mask at 7; numbers in hex, addresses in the byte order of the machine. */
function routes4(machine: Machine): Route[] {
  const rows = (readIfThere(machine, '/proc/net/route') ?? '').split('\n').map((line) => line.split(/\s+/))
  return rows
    .filter((row) => row[1] === '00000000' && row[7] === '00000000' && isUp(row[3]))
    .map(([name = '', , gateway = '']) => ({family: 4, interface: name, gateway: dotted(gateway)}))
}

/** Columns: destination, its length, source, its length, gateway, metric, uses, references, flags, interface. */
function routes6(machine: Machine): Route[] {
  const rows = (readIfThere(machine, '/proc/net/ipv6_route') ?? '')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  return rows
    .filter((row) => /^0+$/.test(row[0] ?? '') && row[1] === '00' && row[9] !== 'lo' && isUp(row[8]))
    .map((row) => ({family: 6, interface: row[9] ?? '', gateway: colons(row[4] ?? '')}))
}

/** RTF_UP and not RTF_REJECT. */
function isUp(flags = ''): boolean {
  const bits = Number.parseInt(flags, 16)
  return (bits & 0x1) !== 0 && (bits & 0x200) === 0
}

function dotted(hex: string): string | null {
  const bytes = new Uint8Array(Uint32Array.of(Number.parseInt(hex, 16)).buffer)
  return bytes.every((byte) => byte === 0) ? null : bytes.join('.')
}

function colons(hex: string): string | null {
  if (/^0*$/.test(hex)) return null
  return new URL(`http://[${hex.replaceAll(/(.{4})(?=.)/g, '$1:')}]`).hostname.slice(1, -1)
}
