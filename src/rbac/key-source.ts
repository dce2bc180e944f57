/** Networks and addresses that a key may be used from: `192.0.2.7`, `10.0.0.0/8`, `2001:db8::/32`. */
export type Sources = readonly string[]

/** At most so many for one key. */
export const mostSources = 32

/** Is it an address, or a network that begins at one? */
export function isSource(text: string): boolean {
  return parsed(text) !== undefined
}

/**
 * May it be used from this address? One that came by no network at all, over a Unix socket or in this process, comes from
 * this machine as much as the loopback does.
 */
export function isFrom(sources: Sources, address: string | undefined): boolean {
  const {BlockList, isIP} = process.getBuiltinModule('node:net')
  const list = new BlockList()
  for (const source of sources) {
    const found = parsed(source)
    // A network that cannot be read is none that anybody comes from.
    if (found !== undefined) list.addSubnet(found.address, found.bits, found.family)
  }
  const here = address === undefined ? ['127.0.0.1', '::1'] : [address.split('%')[0] ?? '']
  return here.some((one) => isIP(one) !== 0 && list.check(one, isIP(one) === 6 ? 'ipv6' : 'ipv4'))
}

function parsed(text: string) {
  const {isIP} = process.getBuiltinModule('node:net')
  const [, address = '', prefix] = /^([0-9a-fA-F.:]{2,45})(?:\/(0|[1-9]\d{0,2}))?$/.exec(text) ?? []
  const version = isIP(address)
  const most = version === 6 ? 128 : 32
  const bits = prefix === undefined ? most : Number(prefix)
  if (version === 0 || bits > most) return undefined
  return {address, bits, family: version === 6 ? 'ipv6' : 'ipv4'} as const
}
