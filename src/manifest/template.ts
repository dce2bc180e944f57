const whole = /^[a-z][a-z0-9-]*:\/\/(?:[A-Za-z0-9._~/-]|\{[a-z][a-z0-9_]*\})+$/
const hole = /\{([a-z][a-z0-9_]*)\}/g
const isValue = /^[^/?#]{1,500}$/

/** The names in braces in an address such as `greet://people/{name}`; undefined where it is no address, or names one twice. */
export function variablesOf(address: string): readonly string[] | undefined {
  const names = [...address.matchAll(hole)].map(([, name = '']) => name)
  const apart = !address.includes('}{') && new Set(names).size === names.length
  return whole.test(address) && apart ? names : undefined
}

/**
 * What stands for each name where `uri` is of the form of `address`; undefined where it is not. No value holds a slash unescaped. Each takes as
 * little as it can, so that an address of a stranger's is read once for each name, whatever stands in it.
 */
export function valuesIn(address: string, uri: string): Readonly<Record<string, string>> | undefined {
  const [first = '', ...pieces] = address.split(hole)
  if (!uri.startsWith(first)) return undefined
  const values: [name: string, value: string][] = []
  let at = first.length
  for (let piece = 0; piece < pieces.length; piece += 2) {
    const [name = '', after = ''] = [pieces[piece], pieces[piece + 1]]
    const last = piece + 2 === pieces.length
    const end = last ? uri.length - after.length : uri.indexOf(after, at + 1)
    if (end <= at || !uri.startsWith(after, end)) return undefined
    values.push([name, uri.slice(at, end)])
    at = end + after.length
  }
  return at === uri.length && values.every(([, value]) => isValue.test(value)) ? decoded(values) : undefined
}

function decoded(
  values: readonly (readonly [string, string])[],
): Readonly<Record<string, string>> | undefined {
  try {
    return Object.fromEntries(values.map(([name, value]) => [name, decodeURIComponent(value)]))
  } catch {
    return undefined
  }
}
