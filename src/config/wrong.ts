import type {z} from 'zod'
import {nearest} from '../text/nearest.ts'
import {issueWords} from '../manifest/issue-words.ts'
import {show} from '../manifest/show.ts'
import {problem, type Problem} from '../text/problem.ts'
import {inEditor} from './mended.ts'
import {takenBy} from './keys.ts'
import type {Parsed} from './parse.ts'
import {shapeOf, shapesAt, type Shape} from './shape-at.ts'
import {takes} from './takes.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** What a schema objects to in a file: where, what was found and what is wanted; for a key that it does not know, the nearest. */
export function wrongsIn(
  file: string,
  parsed: Parsed,
  issues: readonly Issue[],
  schema: z.ZodType,
): Problem[] {
  const mend = inEditor(file)
  const whole = shapeOf(schema)
  const at = (path: Path) => ({file, mend, ...(parsed.placeOf?.(path) ?? {line: 1, column: 1})})
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => unknown(at([...issue.path, key]), [...issue.path, key], whole))
    if (issue.code === 'invalid_key')
      return [wrong(at(issue.path), issue.path, issue.issues[0]?.message ?? issue.message, issue.path.at(-1))]
    const value = valueAt(parsed.value, issue.path)
    const what = wrong(at(issue.path), issue.path, issueWords(issue, value), value)
    return [withRange(what, shapesAt(whole, issue.path))]
  })
}

type At = {readonly file: string; readonly mend: string; readonly line: number; readonly column: number}

function wrong(at: At, path: Path, cause: string, value: unknown): Problem {
  return problem('config_wrong', {...at, path: written(path), cause, found: found(value)})
}

/** Where a number belongs, the next step says which one. */
function withRange(what: Problem, shapes: readonly Shape[]): Problem {
  const about = takenBy(shapes)
  if (about.type !== 'integer' && about.type !== 'number') return what
  return {code: 'config_wrong_number', params: {...what.params, want: takes(about)}}
}

function unknown(at: At, path: Path, whole: Shape): Problem {
  const known = keysAt(whole, path.slice(0, -1))
  const near = nearest(String(path.at(-1)), known)
  if (near !== undefined)
    return problem('config_key_near', {
      ...at,
      path: written(path),
      near: written([...path.slice(0, -1), near]),
    })
  const keys = known.filter((key) => key !== '$schema').join(', ')
  return problem('config_key', {...at, path: written(path), known: keys})
}

/** A text is not shown, for it may be a secret in the wrong place, and problems are recorded. */
const found = (value: unknown) => (typeof value === 'string' ? 'text' : show(value))

/** What there can be under `path`. */
function keysAt(whole: Shape, path: Path): readonly string[] {
  const keys = shapesAt(whole, path).flatMap(({properties = {}, propertyNames}) => [
    ...Object.keys(properties),
    ...(propertyNames?.enum ?? []),
  ])
  return [...new Set(keys)]
}

const written = (path: Path) => path.map(String).join('.') || 'the file'

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((outer, key) => (outer as Record<PropertyKey, unknown> | null)?.[key], value)
}
