import {execFileSync, spawn} from 'node:child_process'
import {onTestFinished} from 'vitest'
import {bin, environment} from './program.ts'

/** A real terminal with the program in it: keys go in, what the screen is sent comes out. */
export type Terminal = {
  /** Resolves with the last drawing once the screen has been sent this, counted from the last key; rejects when the program ends first. */
  readonly see: (what: string | RegExp) => Promise<string>
  readonly press: (keys: string) => void
  /** As another process sends it, not the terminal. */
  readonly signal: (name: NodeJS.Signals) => void
  readonly ended: Promise<{readonly status: number | null; readonly screen: string}>
}

export const keys = {
  up: '\u001b[A',
  down: '\u001b[B',
  enter: '\r',
  escape: '\u001b',
  back: '\u007f',
  ctrlC: '\u0003',
  ctrlU: '\u0015',
  end: '\u001b[F',
}

/** Starts `parrot` in a terminal of 80 columns and 24 rows, which script(1) makes. */
export function openTerminal(
  home: string,
  args: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Terminal {
  const command = `stty rows 24 cols 80; exec ${[process.execPath, bin, ...args].map((word) => `'${word}'`).join(' ')}`
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    env: environment(home, {TERM: 'xterm-256color', SHELL: '/bin/sh', ...more}),
    cwd: home,
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let [screen, mark] = ['', 0]
  let changed = () => {}
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
    changed()
  })
  const ended = new Promise<{status: number | null; screen: string}>((resolve) => {
    child.once('close', (status) => resolve({status, screen}))
  })
  const see = (what: string | RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const fresh = text(screen.slice(mark))
        if (typeof what === 'string' ? fresh.includes(what) : what.test(fresh)) resolve(frame(fresh))
      }
      changed = look
      look()
      void ended.then(() =>
        reject(new Error(`ended before ${what} was seen:\n${JSON.stringify(screen.slice(mark))}`)),
      )
    })
  const press = (text: string) => {
    mark = screen.length
    child.stdin.write(text)
  }
  const signal = (name: NodeJS.Signals) =>
    void execFileSync('pkill', ['--signal', name, '--parent', String(child.pid)])
  return {see, press, signal, ended}
}

const escape = '\u001b'
const sequence = new RegExp(`${escape}\\[[0-9;?]*[A-Za-z]`, 'g')

/** What is left of the screen's text without colours; each new drawing begins with a form feed. */
export function text(screen: string): string {
  return screen.replaceAll('\u001b[J', '\f').replaceAll(sequence, '').replaceAll('\r', '')
}

const frame = (fresh: string) => fresh.slice(fresh.lastIndexOf('\f') + 1)
