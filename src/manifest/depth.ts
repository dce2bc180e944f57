/** Is this JSON text nested deeper than `most`? Tells without parsing, which would take the stack along. */
export function deeperThan(text: string, most: number): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (quoted) {
      if (unit === backslash) at++
      else if (unit === quote) quoted = false
    } else if (unit === quote) quoted = true
    else if (unit === bracket || unit === brace) {
      if (++depth > most) return true
    } else if (unit === bracket + 2 || unit === brace + 2) depth--
  }
  return false
}

const [quote, backslash, bracket, brace] = [34, 92, 91, 123]
