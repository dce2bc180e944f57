import {z} from 'zod'

/** The JSON form of a schema, as much of it as is looked at here. */
export type Shape = {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly description?: string
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, Shape>>
  readonly propertyNames?: {readonly enum?: readonly string[]}
  readonly additionalProperties?: Shape | boolean
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
}

/** Asked once for all that is wrong in a file: it takes as long as thousands of `shapesAt`. */
export function shapeOf(schema: z.ZodType): Shape {
  return z.toJSONSchema(schema, {io: 'input'}) as Shape
}

/** What may stand at `path`, each branch of a choice. Of a table whose names are one's own, and of a list, that is what stands under each. */
export function shapesAt(whole: Shape, path: readonly PropertyKey[]): readonly Shape[] {
  return path.reduce<readonly Shape[]>(
    (outer, step) => outer.flatMap((each) => below(each, String(step))),
    branches(whole),
  )
}

export const branches = (shape: Shape): readonly Shape[] => shape.anyOf?.flatMap(branches) ?? [shape]

function below({properties, additionalProperties: other, items}: Shape, step: string): readonly Shape[] {
  const inner = properties?.[step] ?? items
  if (inner !== undefined) return branches(inner)
  return typeof other === 'object' ? branches(other) : []
}
