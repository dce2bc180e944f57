/** How a program of the system ended. Its text is untrusted. */
export type Ended = {
  readonly ok: boolean
  /** Absent where it did not end by itself: it is missing, or was stopped. */
  readonly code: number | undefined
  readonly stdout: string
  readonly stderr: string
}

/** Never the caller's own PATH: what runs here may run as root. */
export const systemPath = '/usr/sbin:/usr/bin:/sbin:/bin'

type Options = {
  readonly signal: AbortSignal
  /** Beside PATH and the language, which are all that it is given. */
  readonly env?: Readonly<Record<string, string>>
  /** Told each line of both outputs as it comes; must not throw. */
  readonly heard?: (line: string) => void
}

/** Runs a program of the system without a shell, and never rejects for what it does. With the signal it gets SIGTERM. */
export async function runProgram(
  program: string,
  args: readonly string[],
  {signal, env, heard}: Options,
): Promise<Ended> {
  const {execa} = await import('execa')
  const child = execa(program, args, {
    env: {PATH: systemPath, LC_ALL: 'C.UTF-8', ...env},
    extendEnv: false,
    cwd: '/',
    stdin: 'ignore',
    reject: false,
    cancelSignal: signal,
    forceKillAfterDelay: false,
    maxBuffer: 16 * 1024 * 1024,
    all: true,
  })
  if (heard) void listen(child.iterable({from: 'all'}), heard)
  const {failed, exitCode, stdout, stderr, originalMessage} = await child
  return {
    ok: !failed,
    code: exitCode,
    stdout,
    stderr: stderr === '' && failed ? (originalMessage ?? '') : stderr,
  }
}

/** What systemctl says went wrong: its last line but for those that only name the places where more is to be read. */
export function complaint(text: string): string {
  return lastLine(text.replaceAll(/^See (?:system logs and )?["'“].*$/gm, ''))
}

/** The last line that is not empty: where programs say what went wrong. */
export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? ''
}

async function listen(lines: AsyncIterable<string>, heard: (line: string) => void): Promise<void> {
  try {
    for await (const line of lines) heard(line)
  } catch {
    // How it ended is told by the child itself.
  }
}
