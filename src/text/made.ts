import type {Problem} from './problem.ts'

type Made = {readonly problem: Problem; readonly part: 'says' | 'next'}

/** What is older than these is forgotten; a reader sees a sentence soon after it was made. */
const most = 5000

const made = new Map<string, Made>()
const others = new Map<string, string>()
let keeping = false

/** From now on each English sentence is remembered with the problem that it came from. */
export function keepMade(): void {
  keeping = true
}

/** Nothing where everybody reads English. */
export function remember(text: string, problem: Problem, part: Made['part']): string {
  if (!keeping) return text
  made.set(text, {problem, part})
  if (made.size > most) for (const oldest of made.keys()) return (made.delete(oldest), text)
  return text
}

/** What another library says in English, and how it says it in the reader's language. */
export function rememberAs(text: string, theirs: string): void {
  if (!keeping) return
  others.set(text, theirs)
  if (others.size > most) for (const oldest of others.keys()) return void others.delete(oldest)
}

/** How the library that said this text says it in the reader's language. */
export const otherOf = (text: string): string | undefined => others.get(text)

/** The problem that this process made this very sentence of. */
export const madeOf = (text: string): Made | undefined => made.get(text)
