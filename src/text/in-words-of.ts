import {fill} from './fill.ts'
import type {Language} from './language.ts'
import {matched} from './matched.ts'

/** A plugin's texts in one language, by their English. */
export type Messages = Readonly<Record<string, string>>

/** A value that is a text itself is told, too, and what is in that; no deeper. */
const deepest = 4
/** Templates that are held against one text and what is in it: of many that take anything, each would be tried within each. */
const mostTries = 5000
/** Of a plugin that has more the longest count. */
const mostTemplates = 1000
/** Choices in one template: each is one of two texts, so that twenty would be a million. */
const mostChoices = 4

/**
 * A text as `messages` tell it: whole, with values for the holes, or as a list of what each has a text of its own; undefined where
 * they do not. Of those that fit, the one with the most words of its own.
 */
export function inWordsOf(messages: Messages, text: string, language: Language): string | undefined {
  return told(messages, text, {language, depth: 0, tries: {left: mostTries}})
}

type At = {readonly language: Language; readonly depth: number; readonly tries: {left: number}}

function told(messages: Messages, text: string, at: At): string | undefined {
  if (Object.hasOwn(messages, text)) return messages[text]
  if (at.depth > deepest) return undefined
  const tell = (one: string) => told(messages, one, {...at, depth: at.depth + 1})
  const {lists, others} = templatesOf(messages)
  return (
    inParts(text, '; ', tell) ??
    oneOf(lists, text, at, tell) ??
    inParts(text, ', ', tell) ??
    oneOf(others, text, at, tell)
  )
}

type Tell = (text: string) => string | undefined
/** `numbers` are the holes that a word is chosen by. */
type Template = {readonly english: string; readonly told: string; readonly numbers: readonly string[]}

function inParts(text: string, between: string, tell: Tell): string | undefined {
  const parts = text.split(between)
  if (parts.length === 1) return undefined
  const told: string[] = []
  for (const part of parts) {
    const one = tell(part)
    if (one === undefined) return undefined
    told.push(one)
  }
  return told.join(between)
}

function oneOf(
  templates: readonly Template[],
  text: string,
  {language, tries}: At,
  tell: Tell,
): string | undefined {
  for (const {english, told, numbers} of templates) {
    if (tries.left-- <= 0) return undefined
    const values = matched(english, text)
    if (values === undefined || numbers.some((name) => !isNumber(values[name]))) continue
    const filled = fill(told, values, language, (value) => tell(String(value)) ?? String(value))
    // Holes alone take anything, and tell nothing of it.
    if (filled !== text) return filled
  }
  return undefined
}

const known = new WeakMap<Messages, ReturnType<typeof sorted>>()

/** Those that hold commas themselves are tried before a text is taken for a list of others. */
function templatesOf(messages: Messages): ReturnType<typeof sorted> {
  const found = known.get(messages) ?? sorted(messages)
  known.set(messages, found)
  return found
}

function sorted(messages: Messages) {
  const all = Object.entries(messages)
    .filter(([english]) => english.includes('{') && choicesIn(english) <= mostChoices)
    .flatMap(([english, told]) => {
      const numbers = [...`${english} ${told}`.matchAll(/\{(\w+)\?/g)].map(([, name = '']) => name)
      return eitherWay(english).map((one) => ({english: one, told, numbers}))
    })
    .toSorted((one, other) => own(other.english) - own(one.english))
    .slice(0, mostTemplates)
  const isList = ({english}: Template) => /[,;] /.test(english)
  return {lists: all.filter(isList), others: all.filter((one) => !isList(one))}
}

const isNumber = (value: unknown) => /^\d+(?:[.,]\d+)?$/.test(String(value))

const own = (english: string) => english.replaceAll(/\{\w+\}/g, '').length

const choicesIn = (english: string) => english.split(/\{\w+\?/).length - 1

/** `{count} {count?file|files}` is either of two texts. */
function eitherWay(english: string): string[] {
  const [whole, one, more] = /\{\w+\?([^{}|]*)\|([^{}|]*)\}/.exec(english) ?? []
  if (whole === undefined) return [english]
  return [one, more].flatMap((word = '') => eitherWay(english.replace(whole, word)))
}
