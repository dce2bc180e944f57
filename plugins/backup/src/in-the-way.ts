import type {Named} from './engine.ts'

const words: Readonly<Record<string, string>> = {
  EISDIR: 'a folder is there; move it away',
  ENOTDIR: 'a part of its path is not a folder; move it away',
}

/** Why something cannot be put into a folder that exists, where that is no fault of the archive. */
export function inTheWay(error: unknown): string | undefined {
  return words[(error as NodeJS.ErrnoException).code ?? '']
}

export function isInTheWay({why}: Named): boolean {
  return Object.values(words).includes(why)
}
