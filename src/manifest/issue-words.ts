import {z} from 'zod'
import {rememberAs} from '../text/made.ts'
import {retold, spoken} from '../text/reader.ts'
import {zodWanted} from './zod-wanted.ts'

type Issue = z.core.$ZodIssue

/**
 * What a schema objects to, as a sentence; of a union, what each branch would take. What the schema has no words of its own for is told in
 * Parrot's, not in zod's. `input` is what stands at the issue's place.
 */
export function issueWords(issue: Issue, input: unknown): string {
  const issues = branches(issue)
  const wants = issues.map((each) => wantIn(each, input))
  if (wants.every((want) => want !== undefined)) return isWanted([...new Set(wants)])
  return either(issues.map((each, at) => (wants[at] === undefined ? each.message : isWanted([wants[at]]))))
}

/** What a schema wants, to stand behind "want"; of a union what each branch does, unless it has words of its own. `input` as for `issueWords`. */
export function messageWords(issue: Issue, input: unknown): string {
  if (issue.message !== zodSays({...issue, input} as z.core.$ZodRawIssue)) return issue.message
  return orOf([...new Set(branches(issue).map((each) => wantIn(each, input) ?? each.message))])
}

const branches = (issue: Issue): readonly Issue[] =>
  issue.code === 'invalid_union' && issue.errors.length > 0 ? issue.errors.flat().flatMap(branches) : [issue]

/** In Parrot's words what zod would have said in its own; undefined where the schema says it itself. */
function wantIn(issue: Issue, input: unknown): string | undefined {
  const raw = {...issue, input} as z.core.$ZodRawIssue
  return issue.message === zodSays(raw) ? zodWanted(issue) : undefined
}

function zodSays(raw: z.core.$ZodRawIssue): string {
  const told = z.locales.en().localeError(raw)
  return typeof told === 'string' ? told : (told?.message ?? '')
}

function orOf(wants: readonly string[]): string {
  return told(wants.join(' or '), () => wants.map((want) => retold(want)).join(' oder '))
}

function isWanted(wants: readonly string[]): string {
  const want = orOf(wants)
  return told(`${want} is wanted`, () => `erwartet wird ${retold(want)}`)
}

function either(said: readonly string[]): string {
  const each = [...new Set(said)]
  return told(each.join(', or '), () => each.map((one) => retold(one)).join(', oder '))
}

/** What is put together here is told in German by its parts. */
function told(english: string, german: () => string): string {
  if (spoken() === 'de') rememberAs(english, german())
  return english
}
