import type {Look} from './door.ts'

/** Asks a yes or no question; whatever is not a clear yes is no, and where nobody is there to answer it is no. */
export async function confirm(question: string, look: Look): Promise<boolean> {
  if (!look.isTerminal || !process.stdin.isTTY) return false
  const {createInterface} = await import('node:readline')
  const lines = createInterface({input: process.stdin, output: process.stderr})
  return new Promise((resolve) => {
    lines.once('close', () => resolve(false))
    lines.question(`${question} [y/N] `, (reply) => {
      resolve(/^y(?:es)?$/i.test(reply.trim()))
      lines.close()
    })
  })
}
