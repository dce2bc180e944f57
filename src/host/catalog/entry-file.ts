import {realpathSync, statSync} from 'node:fs'
import {join} from 'node:path'
import type {Command} from '../../manifest/manifest.ts'
import {printable} from '../../manifest/show.ts'
import {startsByItself} from '../../sandbox/first-line.ts'
import {causeWords} from '../../text/error-words.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {shellWord} from '../shell-word.ts'

const runByNode = /\.(?:js|mjs|cjs|ts)$/

/** What keeps the entrypoints of a plugin from being started, as far as its folder can tell: missing, outside, not executable, no program. */
export function entryProblems(dir: string, commands: readonly Command[]): Problem[] {
  const files = commands
    .map(({entrypoint}) => entrypoint)
    .filter((entrypoint) => typeof entrypoint === 'string')
  return [...new Set(files)].flatMap((file) => {
    const found = entryProblem(dir, file)
    return found === undefined ? [] : [found]
  })
}

function entryProblem(dir: string, entry: string): Problem | undefined {
  const file = printable(join(dir, entry))
  try {
    const root = realpathSync.native(dir)
    const real = realpathSync.native(join(dir, entry))
    if (!real.startsWith(`${root}/`)) return problem('entry_outside', {file})
    const stats = statSync(real)
    if (!stats.isFile()) return problem('entry_not_a_file', {file})
    if (runByNode.test(entry)) return undefined
    if ((stats.mode & 0o111) === 0) return problem('entry_not_executable', {file, word: shellWord(file)})
    return startsByItself(real) ? undefined : problem('entry_no_program', {file})
  } catch (error) {
    return problem('entry_missing', {file, cause: causeWords(error)})
  }
}
