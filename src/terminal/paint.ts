const codes = {
  bold: [1, 22],
  dim: [2, 22],
  underline: [4, 24],
  inverse: [7, 27],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const

/** Gives text a look, or leaves it alone where the reader has no colours. */
export type Paint = (look: keyof typeof codes, text: string) => string

type Environment = Readonly<Record<string, string | undefined>>

/** FORCE_COLOR decides, then NO_COLOR, then whether anybody looks: a terminal that is not dumb. */
export function painter(isTerminal: boolean, env: Environment): Paint {
  if (!coloured(isTerminal, env)) return (_, text) => text
  return (look, text) => {
    const [on, off] = codes[look]
    return `\u001b[${on}m${text}\u001b[${off}m`
  }
}

function coloured(isTerminal: boolean, env: Environment): boolean {
  const forced = env['FORCE_COLOR']
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false'
  if ((env['NO_COLOR'] ?? '') !== '') return false
  return isTerminal && env['TERM'] !== 'dumb'
}
