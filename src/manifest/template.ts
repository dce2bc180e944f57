const whole = /^[a-z][a-z0-9-]*:\/\/(?:[A-Za-z0-9._~/-]|\{[a-z][a-z0-9_]*\})+$/
const hole = /\{([a-z][a-z0-9_]*)\}/g

/** The names in braces in an address such as `greet://people/{name}`; undefined where it is no address, or names one twice. */
export function variablesOf(address: string): readonly string[] | undefined {
  const names = [...address.matchAll(hole)].map(([, name = '']) => name)
  const apart = !address.includes('}{') && new Set(names).size === names.length
  return whole.test(address) && apart ? names : undefined
}

/** What stands for each name where `uri` is of the form of `address`; undefined where it is not. No value holds a slash unescaped. */
export function valuesIn(address: string, uri: string): Readonly<Record<string, string>> | undefined {
  const form = address
    .split(hole)
    .map((part, index) => (index % 2 === 0 ? RegExp.escape(part) : '([^/?#]{1,500})'))
    .join('')
  const found = new RegExp(`^${form}$`).exec(uri)
  if (found === null) return undefined
  const names = variablesOf(address) ?? []
  try {
    return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]))
  } catch {
    return undefined
  }
}
