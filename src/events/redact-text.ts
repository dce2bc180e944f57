import {redacted, withoutShapes} from './secret-shapes.ts'

/** Shorter values would blank out ordinary words wherever they stand. */
const shortest = 4

/** Takes out of a text these secrets, in the forms they turn up in, and whatever its shape tells to be one. */
export function textRedactor(secrets: readonly string[]): (text: string) => string {
  const values = valuesOf(secrets)
  return (text) => {
    if (text.length < shortest) return text
    return withoutShapes(values === undefined ? text : text.replaceAll(values, redacted))
  }
}

/** A secret also turns up percent-encoded, in base64, inside JSON, and (a key of many lines) line by line. */
function valuesOf(secrets: readonly string[]): RegExp | undefined {
  const forms = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret.toWellFormed()),
    Buffer.from(secret).toString('base64'),
    JSON.stringify(secret).slice(1, -1),
    ...secret.split(/\r?\n/).filter((line) => line.length >= 8),
  ])
  const known = [...new Set(forms)].filter((form) => form.length >= shortest)
  if (known.length === 0) return undefined
  return new RegExp(
    known
      .sort((a, b) => b.length - a.length)
      .map((form) => RegExp.escape(form))
      .join('|'),
    'g',
  )
}
