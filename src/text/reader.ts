import type {Code, en} from './en.ts'
import {withoutCodes} from './error-words.ts'
import type {Word} from './en/words.ts'
import {fill, type Sentences} from './fill.ts'
import type {Language} from './language.ts'
import {keepMade, madeOf, otherOf} from './made.ts'
import {phraseIn} from './phrase-in.ts'
import type {Phrase} from './phrase.ts'
import {problemSaid} from './said-again.ts'
import {next, problem, says, type ParamsOf, type Problem} from './problem.ts'
import {quotedOf} from './quoted.ts'
import {telling} from './values.ts'

/** A whole language beside English. `help`: what help and lists say, by its English. */
export type Catalogue = {
  readonly texts: Readonly<Record<keyof typeof en, Sentences>>
  readonly words: Readonly<Record<Word, string>>
  readonly help: Readonly<Record<string, string>>
  readonly phrases: Readonly<Record<Phrase, string>>
}

type Reader = Catalogue & {readonly language: Language; readonly value: ReturnType<typeof telling>}

let reader: Reader | undefined

/** What `saysHere` and its like tell from now on is in this language. Called once, before anything is said. */
export async function speak(language: Language): Promise<void> {
  if (language === 'en') return
  const {german} = await import('./de.ts')
  reader = {...german, language, value: telling(language, retold, toldAgain)}
  keepMade()
}

/** The language of the reader. */
export const spoken = (): Language => reader?.language ?? 'en'

/** What tells of problems in one language, whoever sits at the terminal: for those who are written to. */
export type Teller = {
  readonly says: (what: Problem) => string
  readonly next: (what: Problem) => string | undefined
  readonly word: (text: Word) => string
  readonly help: (text: string) => string
  /** What a plugin says. */
  readonly quoted: (text: string) => string
}

const asItIs = (text: string) => text
export const english: Teller = {says, next, word: (text) => text, help: asItIs, quoted: asItIs}

/** A teller of this language; `more` has what a value says that is a plugin's. */
export async function tellerIn(
  language: Language,
  more: (text: string) => string | undefined = () => undefined,
): Promise<Teller> {
  if (language === 'en') return english
  const {texts, words, help, phrases} = (await import('./de.ts')).german
  const again = (text: string) => {
    const what = problemSaid(text)
    return what && says(what)
  }
  const value = telling(language, (text) => phraseIn(phrases, text) ?? more(text) ?? text, again)
  const told = (text: string, {params}: Problem) => fill(text, params, language, value)
  const says = (what: Problem) => told(texts[what.code].says, what)
  return {
    says,
    next: (what) => {
      const advice = texts[what.code].next
      return advice === undefined ? undefined : told(advice, what)
    },
    word: (text) => words[text],
    help: (text) => help[text] ?? text,
    quoted: (text) => more(text) ?? text,
  }
}

/** What happened, to the person at this process's terminal. */
export function saysHere(what: Problem): string {
  return inWords(reader === undefined ? says(what) : inTheirs(reader, reader.texts[what.code].says, what))
}

/** What that person can do next. */
export function nextHere(what: Problem): string | undefined {
  const advice = reader === undefined ? next(what) : reader.texts[what.code].next
  if (advice === undefined) return undefined
  return inWords(reader === undefined ? advice : inTheirs(reader, advice, what))
}

/** A line of what a command says. */
export function line<C extends keyof typeof en>(code: C, ...params: ParamsOf<C>): string {
  return saysHere(problem(code, ...params))
}

/**
 * An English sentence that this process made of the catalogue (the summary in a result, the cause within a problem), or a phrase, as
 * its reader is told it; any other text as it is. So results and records hold the same bytes whatever language somebody reads.
 */
export function retold(text: string): string {
  if (reader === undefined) return inWords(text)
  const from = madeOf(text)
  if (from === undefined)
    return inWords(otherOf(text) ?? phraseIn(reader.phrases, text) ?? inParts(text) ?? text)
  return (from.part === 'says' ? saysHere(from.problem) : nextHere(from.problem)) ?? text
}

/** A sentence that another process made. */
function toldAgain(text: string): string | undefined {
  const what = problemSaid(text)
  return what && saysHere(what)
}

/** A list of sentences that this process made; undefined where one of them is somebody else's. */
function inParts(text: string): string | undefined {
  const parts = text.split('; ')
  if (parts.length === 1 || !parts.every((part) => madeOf(part) !== undefined)) return undefined
  return parts.map(retold).join('; ')
}

/** As `retold`, of a sentence that another process made and kept: `codes` are those that it can be. */
export function retoldAs(codes: readonly Code[], text: string): string {
  const what = reader && problemSaid(text, codes)
  return what === undefined ? retold(text) : saysHere(what)
}

/** The title of a column or the like. */
export const word = (text: Word): string => reader?.words[text] ?? text

/** What a result says that something is: a state, a risk. A word that Parrot does not know stays as it is. */
export const status = (text: string): string =>
  reader !== undefined && Object.hasOwn(reader.words, text) ? word(text as Word) : text

/** A text of the help. */
export const helpHere = (text: string): string =>
  reader !== undefined && Object.hasOwn(reader.help, text) ? (reader.help[text] ?? text) : text

/** Codes of the system are for who searches in records; `--json` and the log have them. */
function inWords(text: string): string {
  return withoutCodes(text, (said) => reader?.phrases[said] ?? said)
}

function inTheirs({language, value}: Reader, template: string, what: Problem): string {
  return fill(template, what.params, language, (text, name) => quotedOf(what, name) ?? value(text, name))
}
