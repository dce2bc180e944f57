import {nearest} from './nearest.ts'

/** The nearest of names that have an ending, as units do: of those with the same one, by what stands before it, for half of `.service` is no slip. */
export function nearestOfKind(word: string, known: Iterable<string>): string | undefined {
  const ending = endingOf(word)
  const stems = [...known].filter((name) => endingOf(name) === ending).map((name) => stem(name, ending))
  const near = nearest(stem(word, ending), stems)
  return near === undefined ? undefined : near + ending
}

const endingOf = (name: string) => /\.[a-z]+$/.exec(name)?.[0] ?? ''

const stem = (name: string, ending: string) => name.slice(0, name.length - ending.length)
