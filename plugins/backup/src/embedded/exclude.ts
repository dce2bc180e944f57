import {readable} from './entry.ts'

export type Excluded = (path: string, name: string) => boolean

/**
 * Whether a path is left out. A pattern without a slash means any file or folder of that name, one with a slash an absolute path;
 * `*` and `?` mean anything but a slash, `**` anything, a dot at the beginning is nothing special. A folder is left out with all
 * that is in it.
 */
export function excludedBy(patterns: readonly string[]): Excluded {
  const trimmed = patterns.map((pattern) => pattern.replace(/(?<=.)\/$/, ''))
  const names = trimmed.filter((pattern) => !pattern.includes('/'))
  const paths = trimmed.filter((pattern) => pattern.includes('/'))
  const [byName, byPath] = [anyOf(names), anyOf(paths)]
  return (path, name) => byName?.test(readable(name)) === true || byPath?.test(`/${readable(path)}`) === true
}

function anyOf(patterns: readonly string[]): RegExp | undefined {
  return patterns.length === 0 ? undefined : new RegExp(`^(?:${patterns.map(expression).join('|')})$`, 'su')
}

/** Node's own matchesGlob passes over names with a dot. */
function expression(pattern: string): string {
  return pattern.replaceAll(/\*\*\/|\*\*|[*?]|[^*?]+/g, (part) => wild[part] ?? RegExp.escape(part))
}

const wild: Readonly<Record<string, string>> = {'**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]'}
