import {runProgram} from '../../system-program.ts'
import type {Installed} from '../manager.ts'

const settled = new Set(['installed', 'config-files', 'not-installed'])

/** What dpkg knows of every package, those included that it was stopped in the middle of. */
export async function installed(signal: AbortSignal): Promise<readonly Installed[]> {
  const format = '--showformat=${Package}\t${Architecture}\t${Version}\t${db:Status-Status}\n'
  const {stdout} = await runProgram('dpkg-query', ['--show', format], {signal})
  return stdout.split('\n').flatMap((line) => {
    const [name = '', arch = '', version = '', state = ''] = line.split('\t')
    return name === '' ? [] : [{name, arch, version, state, settled: settled.has(state)}]
  })
}
