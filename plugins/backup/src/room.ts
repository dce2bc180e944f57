import type {Named} from './engine.ts'

/** Bytes of all names that a result holds once, and characters of one. */
const [most, longest] = [1024 ** 2, 1000]

/** Gives the first of each list that it is asked for, as long as there is room: a run that writes more than it may has no result at all. */
export function roomForNames(): <T extends Named>(list: readonly T[]) => readonly T[] {
  let left = most
  return <T extends Named>(list: readonly T[]) => {
    const kept: T[] = []
    for (const each of list) {
      const one = {...each, path: cut(each.path), why: cut(each.why)}
      left -= Buffer.byteLength(JSON.stringify(one))
      if (left < 0) break
      kept.push(one)
    }
    return kept
  }
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1).toWellFormed()}…` : text
}
