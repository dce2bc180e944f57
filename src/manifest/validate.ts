import type {OutputUnit, Validator as LibraryValidator} from '@cfworker/json-schema'
import {inTime, type Budget} from './in-time.ts'
import type {JsonSchema} from './manifest.ts'

/** One word of a schema that a value does not satisfy: where in the value, or where something is missing; which keyword; the schema that holds it. */
export type Unmet = {
  readonly path: readonly string[]
  readonly keyword: string
  readonly schema: JsonSchema
}

const containers = new Set(
  `properties patternProperties additionalProperties items prefixItems $ref allOf if dependentSchemas unevaluatedProperties
   unevaluatedItems`.split(/\s+/),
)
const choices = new Set(['anyOf', 'oneOf', 'contains', 'propertyNames', 'not'])

/**
 * Every word of `schema` (JSON Schema 2020-12, known to be one) that `value` does not satisfy, outermost first. A value
 * that cannot be checked at all, such as one nested too deep, fails the keyword `unchecked`.
 */
export async function unmet(schema: JsonSchema, value: unknown, budget?: Budget): Promise<Unmet[]> {
  const {Validator} = await import('@cfworker/json-schema')
  // The library writes its own marks into the schema.
  const validator = (firstOnly: boolean) => new Validator(structuredClone(schema), '2020-12', firstOnly)
  const whole = known.get(schema) ?? validator(false)
  known.set(schema, whole)
  const work = () => {
    const errors =
      attempt(() => whole.validate(value).errors) ?? attempt(() => validator(true).validate(value).errors)
    return errors && essential(errors).map((error) => asUnmet(error, schema))
  }
  const found = mayTakeLong(schema, value) ? inTime(work, budget) : work()
  return found ?? [{path: [], keyword: 'unchecked', schema}]
}

/** Kept as long as the schema: to make one takes longer than to check a value. */
const known = new WeakMap<JsonSchema, LibraryValidator>()

/** Characters of a schema times places in a value. */
const enough = 16_000_000

/** A pattern may never end, and neither may words that name one another; every item of a list is compared with every other; many words are held against many places. */
function mayTakeLong(schema: JsonSchema, value: unknown): boolean {
  const weight = weights.get(schema) ?? weightOf(schema)
  weights.set(schema, weight)
  return weight > enough || weight * placesIn(value, enough / weight) >= enough
}

const weights = new WeakMap<JsonSchema, number>()

function weightOf(schema: JsonSchema): number {
  const text = JSON.stringify(schema)
  return /"(?:pattern|format|\$ref|uniqueItems)/.test(text) ? Number.POSITIVE_INFINITY : text.length
}

/** Counted to `most`, and without recursion: a value may be as deep as it is long. */
function placesIn(value: unknown, most: number): number {
  const left = [value]
  let count = 0
  for (; left.length > 0 && count < most; count++) {
    const one = left.pop()
    if (typeof one === 'object' && one !== null) for (const inner of Object.values(one)) left.push(inner)
  }
  return count
}

/** The library recurses and spreads as far as the value goes, and cannot name keys that are half a character. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof URIError)) throw error
    return undefined
  }
}

/**
 * Without those that only say that something inside them failed, and without the branches of a choice of which none fits.
 * The library also calls a property unknown that is known and wrong.
 */
function essential(errors: readonly OutputUnit[]): OutputUnit[] {
  const undecided = errors
    .filter(({keyword}) => choices.has(keyword))
    .map(({keywordLocation}) => `${keywordLocation}/`)
  const leaves = errors.filter(
    ({keyword, keywordLocation}) =>
      !containers.has(keyword) && !undecided.some((choice) => keywordLocation.startsWith(choice)),
  )
  const wrong = new Set(
    leaves
      .filter(({keyword}) => keyword !== 'false')
      .flatMap(({instanceLocation}) => above(instanceLocation)),
  )
  return leaves.filter(({keyword, instanceLocation}) => keyword !== 'false' || !wrong.has(instanceLocation))
}

/** A place in a document and every place that holds it. */
function above(location: string): string[] {
  const steps = location.split('/')
  return steps.map((_, index) => steps.slice(0, index + 1).join('/'))
}

function asUnmet({keyword, keywordLocation, instanceLocation, error}: OutputUnit, root: JsonSchema): Unmet {
  const [, missing] = /does not have (?:required property )?"(.*)"\.$/s.exec(error) ?? []
  const schema = keyword === 'false' ? {} : schemaAt(root, pointer(keywordLocation).slice(0, -1))
  return {path: [...pointer(instanceLocation), ...(missing === undefined ? [] : [missing])], keyword, schema}
}

function schemaAt(root: JsonSchema, steps: readonly string[]): JsonSchema {
  return steps.reduce<JsonSchema>((schema, step) => {
    const inner = schema[step]
    return (step === '$ref' ? schemaAt(root, pointer(String(inner))) : inner) as JsonSchema
  }, root)
}

function pointer(location: string): string[] {
  const steps = location.split('/').slice(1)
  return steps.map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))
}
