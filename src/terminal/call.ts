import type {CallResult, Input} from '../host/request.ts'
import type {Watch} from '../sandbox/sandbox.ts'
import type {Door, Look} from './door.ts'
import {interrupt} from './interrupt.ts'
import {plain} from './plain.ts'
import {progressBar} from './progress.ts'

export type Asked = {
  readonly tool: string
  /** Read only if the host wants it. */
  readonly input: () => Promise<Input>
  readonly dryRun?: boolean
  readonly unsandboxed?: boolean
}

/** One call by the person at this terminal: can be interrupted, its log lines and progress show on stderr as they come. */
export async function callFrom(
  door: Door,
  {dryRun = false, unsandboxed = false, ...asked}: Asked,
): Promise<CallResult> {
  const parrot = await door.parrot()
  const {signal, release} = interrupt()
  const watching = watchOn(asked.tool, door.err)
  try {
    const request = {
      by: parrot.operator,
      door: 'terminal',
      dryRun,
      unsandboxed,
      signal,
      watch: watching.watch,
    } as const
    return await parrot.call({...asked, ...request})
  } finally {
    watching.stop()
    release()
  }
}

function watchOn(tool: string, look: Look): {readonly watch: Watch; readonly stop: () => void} {
  const bar = progressBar(tool, look)
  const log = (line: string) => {
    bar.hide()
    look.write(`${logLine(line, look)}\n`)
  }
  return {watch: {log, progress: bar.update}, stop: bar.stop}
}

/** One line of a plugin's log: nothing of it acts on the terminal, and trouble stands out. */
export function logLine(line: string, {paint}: Look): string {
  const text = plain(line.slice(0, 8000)).replaceAll('\n', ' ')
  if (/^(?:error|fatal|critical)\b/i.test(text)) return paint('red', text)
  return /^warn(?:ing)?\b/i.test(text) ? paint('yellow', text) : paint('dim', text)
}
