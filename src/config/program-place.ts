import type {JsonFault} from '../manifest/json-text.ts'

type Place = JsonFault['place']

const first: Place = {line: 1, column: 1}

/** The first place in this file that the stack names, or that Node pointed at where it could not read it. */
export function placeOfError(file: string, stack: string, stderr: string): Place {
  return placeAfter(file, stack) ?? pointed(file, stderr) ?? first
}

function placeAfter(file: string, text: string): Place | undefined {
  const [, line, column = 1] = /^:(\d+)(?::(\d+))?/.exec(text.split(file)[1] ?? '') ?? []
  return line === undefined ? undefined : {line: Number(line), column: Number(column)}
}

/** `file:///…/config.mjs:3`, the line itself, and `^` under it. */
function pointed(file: string, stderr: string): Place | undefined {
  const place = placeAfter(file, stderr)
  const [, caret] = /^( *)\^/m.exec(stderr) ?? []
  return place && {line: place.line, column: (caret?.length ?? 0) + 1}
}

/**
 * Where in the source of a program the value with these keys seems to be written: each key is looked for behind the one around it. The
 * beginning of the file, where they are not there as words.
 */
export function placeIn(source: string, path: readonly string[]): Place {
  let at = 0
  for (const key of path) {
    if (/^\d+$/.test(key)) continue
    const found = new RegExp(`(?<![\\w$])${RegExp.escape(key)}(?![\\w$])['"]?\\s*[:(,}=]`).exec(
      source.slice(at),
    )
    if (found === null) break
    at += found.index
    if (key !== path.at(-1)) at += key.length
  }
  const lines = source.slice(0, at).split('\n')
  return {line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1}
}
