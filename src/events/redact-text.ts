import {redacted, withoutShapes} from './secret-shapes.ts'

/** Shorter values would blank out ordinary words wherever they stand. */
const shortest = 4

/** Takes out of a text these secrets, in the forms they turn up in, and whatever its shape tells to be one. */
export function textRedactor(secrets: readonly string[]): (text: string) => string {
  const known = [...new Set(secrets.flatMap(formsOf))].filter((form) => form.length >= shortest)
  known.sort((a, b) => b.length - a.length)
  return (text) => {
    if (text.length < shortest) return text
    let clean = text
    for (const form of known) if (clean.includes(form)) clean = clean.replaceAll(form, redacted)
    return withoutShapes(clean)
  }
}

/** A secret also turns up percent-encoded, in base64, inside JSON, and (a key of many lines) line by line. */
function formsOf(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret.toWellFormed()),
    Buffer.from(secret).toString('base64'),
    JSON.stringify(secret).slice(1, -1),
    ...secret.split(/\r?\n/).filter((line) => line.length >= 8),
  ]
}
