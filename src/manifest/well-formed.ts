/**
 * Is every text in this JSON value, names too, one that has a form in UTF-8? Half a surrogate pair has none, so nothing that holds one can be
 * hashed, sealed or handed to a program. What comes from outside is looked at before any of that.
 */
export function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isWellFormed)
  return Object.entries(value).every(([name, one]) => name.isWellFormed() && isWellFormed(one))
}
