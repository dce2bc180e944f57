import type {Named} from './engine.ts'

/** Bytes of all names that a result holds once, and characters of one. */
const [most, longest] = [1024 ** 2, 1000]

/** Gives the first of each list that it is asked for, as long as there is room: a run that writes more than it may has no result at all. */
export function roomForNames(): (list: readonly Named[]) => readonly Named[] {
  let left = most
  return (list) => {
    const kept: Named[] = []
    for (const {path, why} of list) {
      const one = {path: cut(path), why: cut(why)}
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
