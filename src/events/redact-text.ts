import {remember} from '../text/remember.ts'
import {redacted, withoutShapes} from '../text/secret-shapes.ts'

/** Shorter values would blank out ordinary words wherever they stand. */
const shortest = 4

/**
 * Takes out of a text these secrets, in the forms they turn up in, and whatever its shape tells to be one. The list may
 * grow while it is used: a plugin's secrets are known only once its configuration is read.
 */
export function textRedactor(secrets: readonly string[]): (text: string) => string {
  let [count, redact] = [-1, withoutShapes]
  return (text) => {
    if (secrets.length !== count) [count, redact] = [secrets.length, remember(without(allForms(secrets)))]
    return text.length < shortest ? text : redact(text)
  }
}

function without(forms: readonly string[]): (text: string) => string {
  return (text) => {
    // First: a whole secret may be the beginning of another.
    let clean = text.includes(cut) ? withoutCut(text, forms) : text
    for (const form of forms) if (clean.includes(form)) clean = clean.replaceAll(form, redacted)
    return withoutShapes(clean)
  }
}

/** What a sentence puts where it leaves the rest of a stranger's text out. */
const cut = '…'

/** The text was cut short by who did not know the secrets: what stands before the cut may be the beginning of one. */
function withoutCut(text: string, forms: readonly string[]): string {
  const parts = text.split(cut)
  const last = parts.pop() ?? ''
  return [...parts.map((part) => withoutBeginning(part, forms)), last].join(cut)
}

function withoutBeginning(part: string, forms: readonly string[]): string {
  const begun = Math.max(0, ...forms.map((form) => beginningAtEnd(part, form)))
  return begun === 0 ? part : part.slice(0, -begun) + redacted
}

/** How many letters of the beginning of `form` are the end of `part`. */
function beginningAtEnd(part: string, form: string): number {
  for (let length = Math.min(form.length - 1, part.length); length >= shortest; length--)
    if (part.endsWith(form.slice(0, length))) return length
  return 0
}

/** The longest first, so that no form is cut by a shorter one inside it. */
function allForms(secrets: readonly string[]): string[] {
  const forms = [...new Set(secrets.flatMap((secret) => formsOf(secret.toWellFormed())))].filter(
    (form) => form.length >= shortest,
  )
  return forms.sort((a, b) => b.length - a.length)
}

/** A secret also turns up percent-encoded, in base64, inside JSON, and (a key of many lines) line by line. */
function formsOf(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
    JSON.stringify(secret).slice(1, -1),
    ...secret.split(/\r?\n/).filter((line) => line.length >= 8),
  ]
}
