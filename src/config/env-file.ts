import {take, type Cursor} from '../manifest/json-cursor.ts'
import {inEditor} from './mended.ts'
import {problem, type Problem} from '../text/problem.ts'

/** One line of a config.env: the value as a shell would have it, but nothing was run for it. */
export type Line = {readonly name: string; readonly value: string; readonly line: number}

export type EnvFile = {readonly lines: readonly Line[]; readonly problems: readonly Problem[]}

type Names = ReadonlyMap<string, string>

/**
 * Reads the assignments of a config.env as a shell would, without being one: quotes, comments, `export`, and `$NAME` for what
 * `known` and the lines above hold. Whatever else a shell would act on is refused with its place.
 */
export function readEnvFile(file: string, text: string, known: Names): EnvFile {
  const names = new Map(known)
  const lines: Line[] = []
  const problems: Problem[] = []
  const mend = inEditor(file)
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const read = readLine(raw, names)
    if (read === undefined) continue
    if ('fault' in read)
      problems.push(
        problem('config_syntax', {file, line: at + 1, column: read.at + 1, cause: read.fault, mend}),
      )
    else {
      names.set(read.name, read.value)
      lines.push({...read, line: at + 1})
    }
  }
  return {lines, problems}
}

type Fault = {readonly fault: string; readonly at: number}

function readLine(raw: string, names: Names): Omit<Line, 'line'> | Fault | undefined {
  if (/^\s*(?:#|$)/.test(raw)) return undefined
  const [start, name] = /^\s*(?:export\s+)?([A-Za-z_]\w*)=/.exec(raw) ?? []
  if (start === undefined || name === undefined) return {fault: 'NAME=value is wanted here', at: indent(raw)}
  const read = readValue(raw, start.length, names)
  return 'fault' in read ? read : {name, value: read.value}
}

const indent = (raw: string) => raw.length - raw.trimStart().length

const single = /'([^']*)'/y
const double = /"((?:[^"\\$`]|\\.|\$[^(])*)"/y
const bare = /(?:[^\s'"\\$`;&|<>()~]|\\.|\$[^(\s'"])+/y
const home = /~(?=\/|\s|$)/y

type Read = {readonly value: string} | Fault

function readValue(raw: string, from: number, names: Names): Read {
  const cursor = {text: raw, at: from}
  let value = ''
  while (!/^(?:\s+(?:#.*)?)?$/.test(raw.slice(cursor.at))) {
    const begins = cursor.at
    const piece = readPiece(cursor, begins === from, names)
    if ('fault' in piece) return {...piece, at: begins}
    value += piece.value
  }
  return {value}
}

type Piece = {readonly value: string} | {readonly fault: string}

/** As a shell puts values together: quoted and bare pieces side by side. */
function readPiece(cursor: Cursor, first: boolean, names: Names): Piece {
  const literal = take(cursor, single)
  if (literal !== undefined) return {value: literal.slice(1, -1)}
  const quoted = take(cursor, double)
  if (quoted !== undefined) return expand(quoted.slice(1, -1), /\\([\\"$`])/, names)
  if (first && take(cursor, home) !== undefined) return {value: names.get('HOME') ?? '~'}
  const plain = take(cursor, bare)
  if (plain !== undefined) return expand(plain, /\\(.)/, names)
  return {fault: 'a shell would act on this; only values can stand here'}
}

/** A name that is not known is refused: it would be nothing, and a path would begin elsewhere. */
function expand(text: string, escape: RegExp, names: Names): Piece {
  let missing: string | undefined
  const special = new RegExp(`${escape.source}|${/\$(?:\{(\w+)\}|(\w+)|(.?))/.source}`, 'g')
  const value = text.replaceAll(
    special,
    (_, escaped?: string, braced?: string, plain?: string, other?: string) => {
      if (escaped !== undefined) return escaped
      const name = braced ?? plain
      const known = name === undefined ? undefined : names.get(name)
      if (known === undefined) missing ??= `$${name ?? other ?? ''}`
      return known ?? ''
    },
  )
  if (missing === undefined) return {value}
  const there = [...names.keys()].map((name) => `$${name}`).join(', ')
  return {fault: `${missing} stands for nothing here; there are ${there}`}
}
