import {BlockList, isIPv6} from 'node:net'
import {networkInterfaces} from 'node:os'

const ipv4 = `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.168.0.0/16 198.18.0.0/15
  224.0.0.0/4 240.0.0.0/4`
/** The last four wrap an IPv4 address, which may be any of the above. */
const ipv6 =
  '::/96 fc00::/7 fe80::/10 fec0::/10 ff00::/8 100::/64 64:ff9b::/96 64:ff9b:1::/48 2001::/32 2002::/16'

/** Knows the addresses of this machine, its network and its links from those of the internet, in whatever spelling. */
export function privateAddresses(): (address: string) => boolean {
  const list = new BlockList()
  addAll(list, ipv4, 'ipv4')
  addAll(list, ipv6, 'ipv6')
  for (const {address} of Object.values(networkInterfaces())
    .flat()
    .filter((one) => one !== undefined)) {
    list.addAddress(address, familyOf(address))
  }
  return (address) => list.check(withoutZone(address), familyOf(address))
}

function addAll(list: BlockList, ranges: string, family: 'ipv4' | 'ipv6'): void {
  for (const range of ranges.split(/\s+/)) {
    const [address = '', prefix] = range.split('/')
    list.addSubnet(address, Number(prefix), family)
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4'
}

function withoutZone(address: string): string {
  return address.replace(/%.*$/, '')
}
