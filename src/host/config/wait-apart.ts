import type {Host} from '../operation.ts'
import {commandWords} from '../cron/line.ts'

/** Starts a Parrot of its own that takes the change back when its time is over, also when this terminal is gone by then. */
export async function waitApart(host: Pick<Host, 'around' | 'paths'>): Promise<void> {
  const {spawn} = await import('node:child_process')
  const [program = '', ...args] = commandWords(host, ['config', 'await'])
  const child = spawn(program, args, {cwd: '/', stdio: 'ignore', detached: true})
  await new Promise<void>((resolve, reject) => void child.once('spawn', resolve).once('error', reject))
  child.unref()
}
