import {execFile} from 'node:child_process'
import {causeWords} from '../../text/error-words.ts'
import {problem, type Problem} from '../../text/problem.ts'

const longest = 200

/** What a program of the system says that is given nothing of this process's environment; a problem where it fails. */
export function outputOf(
  program: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<{readonly text: string} | {readonly problem: Problem}> {
  const env = {PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive'}
  const {promise, resolve} = Promise.withResolvers<{text: string} | {problem: Problem}>()
  execFile(program, args, {env, cwd: '/', signal, maxBuffer: 1 << 24}, (failed, stdout, stderr) => {
    if (failed === null) return resolve({text: stdout})
    const ended = typeof failed.code === 'number' ? String(failed.code) : causeWords(failed)
    const cause = stderr.trim().split('\n').at(-1)?.slice(0, longest) || ended
    resolve({problem: problem('clean_program', {program, cause})})
  })
  return promise
}
