/** Where a secret is kept, when it does not stand in the configuration itself. */
export type Reference = {readonly file: string} | {readonly env: string} | {readonly credential: string}

const forms = {
  file: /^\/[^\p{Cc}]{1,4094}$/u,
  env: /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
  credential: /^(?!\.{1,2}$)[A-Za-z0-9@._:-]{1,255}$/,
}

/** `value` as a reference; undefined for anything that is none, or one that could not be followed. */
export function referenceOf(value: unknown): Reference | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const [entry, ...more] = Object.entries(value)
  if (entry === undefined || more.length > 0) return undefined
  const [kind, place] = entry as [string, unknown]
  if (!Object.hasOwn(forms, kind) || typeof place !== 'string') return undefined
  return forms[kind as keyof typeof forms].test(place) ? (value as Reference) : undefined
}

/** In words: `file /etc/key`. */
export function inWords(reference: Reference): string {
  const [[kind, place] = ['', '']] = Object.entries(reference)
  return `${kind === 'env' ? 'variable' : kind} ${place}`
}
