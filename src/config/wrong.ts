import {z} from 'zod'
import {nearest} from '../text/nearest.ts'
import {issueWords} from '../manifest/issue-words.ts'
import {show} from '../manifest/show.ts'
import {problem, type Problem} from '../text/problem.ts'
import {inEditor} from './mended.ts'
import type {Parsed} from './parse.ts'

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
  const at = (path: Path) => ({file, mend, ...(parsed.placeOf?.(path) ?? {line: 1, column: 1})})
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => unknown(at([...issue.path, key]), [...issue.path, key], schema))
    if (issue.code === 'invalid_key')
      return [wrong(at(issue.path), issue.path, issue.issues[0]?.message ?? issue.message, issue.path.at(-1))]
    return [
      wrong(
        at(issue.path),
        issue.path,
        issueWords(issue, valueAt(parsed.value, issue.path)),
        valueAt(parsed.value, issue.path),
      ),
    ]
  })
}

type At = {readonly file: string; readonly mend: string; readonly line: number; readonly column: number}

function wrong(at: At, path: Path, cause: string, value: unknown): Problem {
  return problem('config_wrong', {...at, path: written(path), cause, found: found(value)})
}

function unknown(at: At, path: Path, schema: z.ZodType): Problem {
  const known = keysAt(z.toJSONSchema(schema, {io: 'input'}) as Shape, path.slice(0, -1))
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

type Shape = {
  readonly properties?: Readonly<Record<string, Shape>>
  readonly propertyNames?: {readonly enum?: readonly string[]}
  readonly additionalProperties?: Shape | boolean
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
}

/** Of a table whose names are one's own, and of a list, what stands under each; of a choice what any of it has. */
function keysAt(shape: Shape, path: Path): string[] {
  const inner = path.reduce<readonly Shape[]>(
    (outer, step) => outer.flatMap(choices).flatMap((each) => below(each, String(step))),
    [shape],
  )
  const keys = inner
    .flatMap(choices)
    .flatMap(({properties = {}, propertyNames}) => [
      ...Object.keys(properties),
      ...(propertyNames?.enum ?? []),
    ])
  return [...new Set(keys)]
}

const choices = (shape: Shape): readonly Shape[] => [shape, ...(shape.anyOf ?? [])]

function below({properties, additionalProperties: other, items}: Shape, step: string): readonly Shape[] {
  const inner = properties?.[step] ?? items
  if (inner !== undefined) return [inner]
  return typeof other === 'object' ? [other] : []
}

const written = (path: Path) => path.map(String).join('.') || 'the file'

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((outer, key) => (outer as Record<PropertyKey, unknown> | null)?.[key], value)
}
