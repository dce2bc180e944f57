import type {JsonSchema} from '../../manifest/manifest.ts'

/** The first value of an input that is a secret: it would lie in the schedule, for years, in clear. */
export function secretInput(
  {properties}: JsonSchema,
  input: Readonly<Record<string, unknown>>,
): string | undefined {
  const fields = (properties ?? {}) as Readonly<Record<string, {readonly writeOnly?: unknown} | undefined>>
  return Object.keys(input).find((name) => Object.hasOwn(fields, name) && fields[name]?.writeOnly === true)
}
