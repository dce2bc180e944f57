import {spawn, type ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {onTestFinished} from 'vitest'

export type Program = {
  readonly child: ChildProcess
  /** The next line it prints; undefined once it has ended. */
  line(): Promise<string | undefined>
  /** Its exit status, or the signal that ended it. */
  readonly ended: Promise<number | string>
}

/** Starts one of the programs in programs/; it is killed when the test is over. */
export function start(name: string, ...args: readonly string[]): Program {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'programs', name), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]()
  const ended = once(child, 'exit').then(
    ([status, signal]: (number | string | null)[]) => status ?? signal ?? '',
  )
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return {child, ended, line: async () => (await lines.next()).value}
}
