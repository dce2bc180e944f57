import {createInterface} from 'node:readline'
import {line, spoken} from '../text/reader.ts'
import type {Door} from './door.ts'

/** Where somebody is asked; `stop` ends the question without an answer, and Ctrl-C at the question all that it is for. */
export type Asking = Pick<Door, 'err' | 'interactive' | 'keyboard'> & {readonly stop?: AbortController}

/**
 * Asks a yes or no question; whatever is not a clear yes is no, and where nobody is there to answer it is no. English is a yes in
 * every language.
 */
export async function confirm(question: string, door: Asking): Promise<boolean> {
  return yes[spoken()].test(await ask(`${line('ask_yes', {question})} `, door))
}

const yes = {en: /^y(?:es)?$/i, de: /^(?:y(?:es)?|ja?)$/i}

/** Has these very words typed, whatever is spoken; anything else is no. */
export async function typed(words: string, door: Asking): Promise<boolean> {
  return (await ask(`${line('ask_typed', {words})} `, door)) === words
}

/** What somebody answers, empty where nobody is there or they leave. */
async function ask(question: string, door: Asking): Promise<string> {
  if (!door.interactive()) return ''
  const place = {input: door.keyboard(), output: door.err.screen(), terminal: true}
  const lines = createInterface({...place, ...(door.stop && {signal: door.stop.signal})})
  lines.once('SIGINT', () => (door.stop === undefined ? lines.close() : door.stop.abort()))
  return new Promise((resolve) => {
    lines.once('close', () => resolve(''))
    lines.question(question, (reply) => {
      resolve(reply.trim())
      lines.close()
    })
  })
}
