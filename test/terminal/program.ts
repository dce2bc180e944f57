import {spawn, spawnSync, type ChildProcessWithoutNullStreams} from 'node:child_process'
import {join} from 'node:path'
import {root} from '../home.ts'
import {programCoverage} from '../program-coverage.ts'

export const bin = join(root, 'bin', 'parrot')

/** What a program started by a test may inherit: nothing of the machine's own settings, no certificates to parse. */
export function environment(home: string, more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const path = `${join(process.execPath, '..')}:/usr/local/bin:/usr/bin:/bin`
  return {
    PATH: path,
    HOME: home,
    PARROT_HOME: home,
    LANG: 'C.UTF-8',
    NODE_DISABLE_WARNINGS: '',
    ...programCoverage(),
    ...more,
  }
}

/** Runs the built `parrot` as a person would, without a terminal, until it ends. One that hangs is killed: nothing else can stop the test then. */
export function parrot(home: string, args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const {status, stdout, stderr} = spawnSync(process.execPath, [bin, ...args], {
    env: environment(home, more),
    encoding: 'utf8',
    cwd: home,
    timeout: 120_000,
    killSignal: 'SIGKILL',
  })
  return {status, stdout, stderr}
}

/** Starts it and hands it over running. */
export function startParrot(home: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [bin, ...args], {env: environment(home), cwd: home})
}
