/** The languages that there is a whole catalogue in, by their codes; the first is what is spoken where no other is known. */
export const languages = ['en', 'de'] as const

export type Language = (typeof languages)[number]

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The language of who sits at this process's terminal: PARROT_LANG, else what locale(7) says of messages, in its order. English
 * where that is none that there is a catalogue in.
 */
export function languageOf({PARROT_LANG, LC_ALL, LC_MESSAGES, LANG}: Environment): Language {
  return languageNamed(PARROT_LANG || LC_ALL || LC_MESSAGES || LANG || '') ?? languages[0]
}

/** `de`, `de_AT.UTF-8` and `de-CH` are German; undefined for a language that there is no catalogue in. */
export function languageNamed(locale: string): Language | undefined {
  const [, name] = /^([a-z]{2,3})(?:[-_.@].*)?$/i.exec(locale) ?? []
  return languages.find((each) => each === name?.toLowerCase())
}
