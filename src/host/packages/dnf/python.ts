import {readFileSync, realpathSync} from 'node:fs'
import {program} from './program.ts'

const dnf = '/usr/bin/dnf'

/** The command that runs Parrot's program in the Python that dnf itself runs in, away from any folder and variable of a user. */
export function python(mode: 'look' | 'installed' | 'download' | 'install'): readonly [string, ...string[]] {
  return [interpreter() ?? '/usr/bin/python3', '-IB', '-c', program, mode]
}

/** dnf 4 is a program in Python; dnf 5 is none, and another thing altogether. */
export function interpreter(): string | undefined {
  try {
    const [first = ''] = readFileSync(realpathSync(dnf), 'latin1').slice(0, 200).split('\n')
    return /^#!(\/usr\/\S*python\S*)/.exec(first)?.[1]
  } catch {
    return undefined
  }
}
