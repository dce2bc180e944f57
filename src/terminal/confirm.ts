import {createInterface} from 'node:readline'
import type {Door} from './door.ts'

/** Asks a yes or no question; whatever is not a clear yes is no, and where nobody is there to answer it is no. */
export async function confirm(question: string, door: Door): Promise<boolean> {
  return /^y(?:es)?$/i.test(await ask(`${question} [y/N] `, door))
}

/** Has these very words typed; anything else is no. */
export async function typed(words: string, door: Door): Promise<boolean> {
  return (await ask(`Type ${words} to agree: `, door)) === words
}

/** What somebody answers, empty where nobody is there or they leave. */
async function ask(question: string, door: Door): Promise<string> {
  if (!door.interactive()) return ''
  const lines = createInterface({input: door.keyboard(), output: door.err.screen(), terminal: true})
  return new Promise((resolve) => {
    lines.once('close', () => resolve(''))
    lines.question(question, (reply) => {
      resolve(reply.trim())
      lines.close()
    })
  })
}
