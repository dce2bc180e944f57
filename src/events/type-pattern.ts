import {eventTypes, type EventType} from './event-types.ts'

/** Does a type of event match a pattern in which `*` stands for any letters, none among them? */
export function matchesType(pattern: string, type: string): boolean {
  const form = pattern.split('*').map((part) => RegExp.escape(part))
  return new RegExp(`^${form.join('.*')}$`).test(type)
}

/** The types that a pattern means; none where it means nothing. */
export function typesLike(pattern: string): readonly EventType[] {
  // A pattern is a caller's: many stars in a row would have the search take for ever.
  const short = pattern.slice(0, 64).replaceAll(/\*+/g, '*')
  return eventTypes.filter((type) => type === short || (short.includes('*') && matchesType(short, type)))
}
