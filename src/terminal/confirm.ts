import {createInterface} from 'node:readline'
import type {Door} from './door.ts'

/** Asks a yes or no question; whatever is not a clear yes is no, and where nobody is there to answer it is no. */
export async function confirm(question: string, door: Door): Promise<boolean> {
  if (!door.interactive()) return false
  const lines = createInterface({input: door.keyboard(), output: door.err.screen(), terminal: true})
  return new Promise((resolve) => {
    lines.once('close', () => resolve(false))
    lines.question(`${question} [y/N] `, (reply) => {
      resolve(/^y(?:es)?$/i.test(reply.trim()))
      lines.close()
    })
  })
}
