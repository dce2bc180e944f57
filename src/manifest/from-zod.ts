import {z} from 'zod'
import {messageWords} from './issue-words.ts'
import {nearest} from '../text/nearest.ts'
import {manifestSchema} from './schema.ts'
import {wrong, type Path, type Wrong} from './wrong.ts'

type Issue = z.core.$ZodIssue
type Shape = {
  readonly properties?: Readonly<Record<string, Shape>>
  readonly additionalProperties?: Shape
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
}

/** What zod objects to, with what was found there and what is wanted; a key it does not know with the nearest that it does. */
export function wrongsOf(issues: readonly Issue[], document: unknown): Wrong[] {
  return issues.flatMap((issue) => wrongsIn(issue, [], document))
}

function wrongsIn(issue: Issue, outer: Path, document: unknown): Wrong[] {
  const path = [...outer, ...issue.path]
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], key))
  if (issue.code === 'invalid_key')
    return [wrong(path, path.at(-1), issue.issues[0]?.message ?? issue.message)]
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.find((branch) => branch.some(isInside))
    if (meant !== undefined) return meant.flatMap((inner) => wrongsIn(inner, path, document))
  }
  const value = valueAt(document, path)
  return [wrong(path, value, messageWords(issue, value))]
}

/** The branch of a union that got past the type of the value is the one that was meant. */
function isInside(issue: Issue): boolean {
  return issue.path.length > 0 || issue.code === 'unrecognized_keys'
}

let shape: Shape | undefined

function unknownKey(path: Path, key: string): Wrong {
  // Made once: a stranger's manifest can have thousands of such keys.
  shape ??= z.toJSONSchema(manifestSchema, {io: 'input'}) as Shape
  const known = keysAt([shape], path.slice(0, -1))
  const near = nearest(key, known)
  return wrong(
    path,
    key,
    near === undefined ? `one of the keys ${known.join(', ')}` : `a known key; the nearest is "${near}"`,
  )
}

function keysAt(shapes: readonly Shape[], [step, ...rest]: Path): string[] {
  const all = shapes.flatMap((shape) => [shape, ...(shape.anyOf ?? [])])
  if (step === undefined) return all.flatMap(({properties = {}}) => Object.keys(properties))
  const inner = all.map(({properties, additionalProperties, items}) =>
    typeof step === 'number' ? items : (properties?.[String(step)] ?? additionalProperties),
  )
  return keysAt(
    inner.filter((shape) => shape !== undefined),
    rest,
  )
}

function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    document,
  )
}
