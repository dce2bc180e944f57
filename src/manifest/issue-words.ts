import {z} from 'zod'
import {rememberAs} from '../text/made.ts'
import {retold, spoken} from '../text/reader.ts'

type Issue = z.core.$ZodIssue

/**
 * What a schema objects to, in English; of a union, what each branch would take. A reader of another language is told it as zod says it
 * there, unless the schema has words of its own. `input` is what stands at the issue's place.
 */
export function issueWords(issue: Issue, input: unknown): string {
  const said = joined(issue, ({message}) => message)
  if (spoken() === 'de')
    rememberAs(
      said,
      joined(issue, (each) => theirs(each, input), ', oder '),
    )
  return said
}

/** What a schema objects to, of a union only that nothing of it fits. `input` as for `issueWords`. */
export function messageWords(issue: Issue, input: unknown): string {
  if (spoken() === 'de') rememberAs(issue.message, theirs(issue, input))
  return issue.message
}

function joined(issue: Issue, tell: (issue: Issue) => string, or = ', or '): string {
  const issues = issue.code === 'invalid_union' && issue.errors.length > 0 ? issue.errors.flat() : [issue]
  return [...new Set(issues.map(tell))].join(or)
}

function theirs(issue: Issue, input: unknown): string {
  const raw = {...issue, input} as z.core.$ZodRawIssue
  return issue.message === worded(z.locales.en(), raw)
    ? inGerman(worded(z.locales.de(), raw))
    : retold(issue.message)
}

const kinds: Readonly<Record<string, string>> = {
  string: 'Text',
  number: 'Zahl',
  int: 'ganze Zahl',
  boolean: 'true oder false',
  array: 'Liste',
  Array: 'Liste',
  object: 'Objekt',
  record: 'Objekt',
  undefined: 'nichts',
  null: 'null',
}
const articles: Readonly<Record<string, string>> = {
  string: 'der Text',
  number: 'die Zahl',
  int: 'die Zahl',
  array: 'die Liste',
}

/** zod leaves the names of types in English. */
function inGerman(said: string): string {
  return said
    .replace(/(?<=, dass )\w+(?= [<>])/, (kind) => articles[kind] ?? kind)
    .replaceAll(/(?<=: erwartet |, erhalten )\w+(?=,|$)/g, (kind) => kinds[kind] ?? kind)
}

function worded({localeError}: {localeError: z.core.$ZodErrorMap}, raw: z.core.$ZodRawIssue): string {
  const told = localeError(raw)
  return typeof told === 'string' ? told : (told?.message ?? '')
}
