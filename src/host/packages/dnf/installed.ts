import {lastLine, runProgram} from '../../system-program.ts'
import type {Installed} from '../manager.ts'
import {python} from './python.ts'

/** `at`: when it was installed, in seconds. `twice`: another version of it is there too, as when rpm is stopped in the middle. */
type Row = {
  readonly name: string
  readonly arch: string
  readonly version: string
  readonly at: number
  readonly twice: boolean
}

/** What rpm knows of every package. */
export async function installed(signal: AbortSignal): Promise<readonly Installed[]> {
  return (await rows(signal)).map(({name, arch, version, twice}) => {
    return {name, arch, version, state: twice ? 'duplicated' : 'installed', settled: !twice}
  })
}

export async function installedSince(ms: number): Promise<readonly string[]> {
  const all = await rows(new AbortController().signal)
  return all.flatMap(({name, at}) => (at * 1000 > ms ? [name] : []))
}

async function rows(signal: AbortSignal): Promise<readonly Row[]> {
  const [program, ...args] = python('installed')
  const {ok, stdout} = await runProgram(program, args, {signal})
  return ok ? (JSON.parse(lastLine(stdout)) as Row[]) : []
}
