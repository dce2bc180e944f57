import {createInterface} from 'node:readline'
import {Writable} from 'node:stream'
import type {Door} from './door.ts'

/** Asks for one line that the screen does not show; undefined when they leave. */
export async function askSecret(question: string, door: Door): Promise<string | undefined> {
  const unseen = new Writable({write: (_text, _encoding, done) => done()})
  const lines = createInterface({input: door.keyboard(), output: unseen, terminal: true, historySize: 0})
  door.err.write(`${question} `)
  const line = await new Promise<string | undefined>((resolve) => {
    lines.once('close', () => resolve(undefined))
    lines.once('line', resolve)
    lines.once('SIGINT', () => lines.close())
  })
  lines.close()
  door.err.write('\n')
  return line
}
