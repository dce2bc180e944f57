/** An address of this machine's own and a port, from a port or both; undefined for anything else. Nobody from outside comes by it. */
export function loopback(text: string): {readonly host: string; readonly port: number} | undefined {
  const [, host = '127.0.0.1', bracketed, digits = ''] =
    /^(?:(127\.0\.0\.1|localhost|\[(::1)\]):)?(\d{1,5})$/.exec(text) ?? []
  const port = digits === '' ? Number.NaN : Number(digits)
  return port <= 65_535 ? {host: bracketed ?? host, port} : undefined
}
