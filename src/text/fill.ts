/** A sentence of a catalogue: what happened, and where there is something, what to do next. */
export type Sentences = {readonly says: string; readonly next?: string}

/** The names of the values that a sentence needs. */
export type Holes<T extends string> = T extends `${string}{${infer Hole}}${infer Rest}`
  ? NameOf<Hole> | Holes<Rest>
  : never

/** Every code of a catalogue in another language: a text that is missing, or one too many, is an error of types. */
export type Translation<English extends Readonly<Record<string, Sentences>>> = {
  readonly [Code in keyof English]: English[Code] extends {readonly next: string}
    ? {readonly says: string; readonly next: string}
    : {readonly says: string}
}

/** The codes whose sentences do not need the same values in both languages. */
export type Unlike<
  English extends Readonly<Record<string, Sentences>>,
  Other extends Readonly<Record<keyof English, Sentences>>,
> = {
  [Code in keyof English]: [HolesOf<English[Code]>, HolesOf<Other[Code]>] extends [
    HolesOf<Other[Code]>,
    HolesOf<English[Code]>,
  ]
    ? never
    : Code
}[keyof English]

type NameOf<Hole extends string> = Hole extends `${infer Name}?${string}`
  ? Name
  : Hole extends `${string}: ${string}`
    ? never
    : Hole

/** All that the sentences of one code need. */
export type HolesOf<S extends Sentences> = Holes<
  S['says'] | (S extends {next: infer N extends string} ? N : never)
>

export type Values = Readonly<Record<string, string | number>>

const hole = /\{(\w+)(?:\?([^{}|]*)\|([^{}|]*))?\}/g

/**
 * `{name}` becomes the value, as `told` tells it; `{count?plugin|plugins}` the first word where the language has the singular for
 * that number, else the second. `{key: value}` is no hole but YAML, and stays as it stands.
 */
export function fill(
  template: string,
  values: Values,
  language = 'en',
  told: (value: string | number, name: string) => string = String,
): string {
  return template.replaceAll(hole, (whole, name: string, one?: string, others?: string) => {
    const value = values[name]
    if (value === undefined) return whole
    if (one === undefined) return told(value, name)
    return (new Intl.PluralRules(language).select(Number(value)) === 'one' ? one : others) ?? ''
  })
}
