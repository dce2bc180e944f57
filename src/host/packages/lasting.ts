import {closeSync, openSync, readSync} from 'node:fs'
import {StringDecoder} from 'node:string_decoder'
import {systemPath} from '../system-program.ts'

const everyMs = 100

type Lasting = {
  readonly env: Readonly<Record<string, string>>
  /** Created; it must not be there. */
  readonly logFile: string
  readonly log: (line: string) => void
}

/**
 * Runs a program that must not be stopped in the middle: in a session of its own, so that neither Ctrl-C nor a closed terminal
 * reaches it, and writing to a file, so that it goes on when this process is gone. Gives its exit status, null for a signal, and
 * the lines that it wrote.
 */
export async function runLasting(
  [program = '', ...args]: readonly string[],
  {env, logFile, log}: Lasting,
): Promise<{readonly status: number | null; readonly lines: readonly string[]}> {
  const {spawn} = await import('node:child_process')
  const out = openSync(logFile, 'ax', 0o600)
  const read = openSync(logFile, 'r')
  const lines: string[] = []
  const hear = follow(read, (line) => {
    lines.push(line)
    log(line)
  })
  const timer = setInterval(hear, everyMs)
  let status: number | null
  try {
    const child = spawn(program, args, {
      cwd: '/',
      env: {PATH: systemPath, LC_ALL: 'C.UTF-8', ...env},
      stdio: ['ignore', out, out],
      detached: true,
    })
    status = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('exit', resolve)
    })
  } finally {
    clearInterval(timer)
    hear()
    closeSync(out)
    closeSync(read)
  }
  return {status, lines}
}

/** Hands on each line that was written since it was last called. */
function follow(fd: number, log: (line: string) => void): () => void {
  const buffer = Buffer.alloc(65_536)
  const decoder = new StringDecoder('utf8')
  let rest = ''
  return () => {
    for (let length = 0; (length = readSync(fd, buffer)) > 0;) {
      const lines = (rest + decoder.write(buffer.subarray(0, length))).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) log(line)
    }
  }
}
