import {executable} from '../sandbox/executable.ts'
import type {Machine} from './machine.ts'

const enough = 1 << 20

/**
 * What a program of the system prints. Rejects when it is missing, fails, says more than 1 MiB, or the signal comes first;
 * then it is killed and not waited for, since a process that hangs in the kernel does not die of it.
 */
export async function ask(
  {path}: Pick<Machine, 'path'>,
  program: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const {execFile} = await import('node:child_process')
  const env = {PATH: path, LC_ALL: 'C'}
  return new Promise((resolve, reject) => {
    const options = {env, cwd: '/', signal, killSignal: 'SIGKILL', maxBuffer: enough} as const
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      child.unref()
      if (error) reject(new Error(failure(program, error, stderr), {cause: error}))
      else resolve(stdout)
    })
    child.stdin?.end()
  })
}

/** Is this program on the machine? Asked before starting one that may well be missing: a start that fails takes milliseconds. */
export function isThere({path}: Pick<Machine, 'path'>, program: string): boolean {
  return path.split(':').some((folder) => executable(`${folder}/${program}`))
}

function failure(
  program: string,
  error: {readonly code?: unknown; readonly message: string},
  stderr: string,
): string {
  if (error.code === 'ENOENT') return `there is no program ${program}`
  const said = stderr.trim().split('\n').at(-1)
  return said ? said : `${program}: ${error.message.split('\n')[0]}`
}
