import {spawn} from 'node:child_process'
import {existsSync} from 'node:fs'
import {delimiter} from 'node:path'
import {isThere} from '../facts/ask.ts'
import {causeWords} from '../text/error-words.ts'
import {problem, type Problem} from '../text/problem.ts'

/** How an edit ended that did not end well. */
export type Unedited = {
  readonly outcome: 'failed' | 'invalid_input' | 'cancelled'
  readonly problems: readonly Problem[]
}

/**
 * Lets the user's editor have the file, and this terminal; how it ended where that was not well. One that somebody named is started
 * anywhere, for it may be a program; vi only where somebody is there.
 */
export async function editFile(
  file: string,
  interactive: () => boolean,
  env = process.env,
): Promise<Unedited | undefined> {
  const named = env['VISUAL'] || env['EDITOR']
  if (!named && !interactive()) return {outcome: 'invalid_input', problems: [problem('editor_unnamed')]}
  const editor = named || 'vi'
  const ended = await run(editor, file)
  if ('error' in ended) return failed(missing(editor, causeWords(ended.error), env))
  if (ended.killed) return {outcome: 'cancelled', problems: []}
  return ended.status === 0 ? undefined : failed(problem('editor_failed', {editor, status: ended.status}))
}

const failed = (fault: Problem): Unedited => ({outcome: 'failed', problems: [fault]})

type Ended = {readonly status: number | string; readonly killed: boolean} | {readonly error: unknown}

/** What an editor has to save what it knows, once it was told to end. */
const patienceMs = 2000

/** Ctrl-C is for the editor, which may only leave a line with it; what ends this process ends the editor first. */
async function run(editor: string, file: string): Promise<Ended> {
  const [program = 'vi', ...words] = argvOf(editor)
  const ignore = () => {}
  process.on('SIGINT', ignore)
  const child = spawn(program, [...words, file], {stdio: 'inherit'})
  let late: NodeJS.Timeout | undefined
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal)
    late ??= setTimeout(() => child.kill('SIGKILL'), patienceMs)
  }
  for (const signal of ending) process.on(signal, end)
  const ended = await new Promise<Ended>((resolve) => {
    child.once('error', (error) => resolve({error}))
    child.once('exit', (code, signal) => resolve({status: signal ?? code ?? 0, killed: late !== undefined}))
  })
  clearTimeout(late)
  for (const signal of ending) process.off(signal, end)
  process.off('SIGINT', ignore)
  return ended
}

const ending = ['SIGTERM', 'SIGHUP'] as const

/** Words, and no shell: `code --wait`. One that is a file as it stands may have spaces in its name. */
function argvOf(editor: string): readonly string[] {
  return existsSync(editor) ? [editor] : editor.trim().split(/\s+/)
}

/** Only an editor that can be started is named, and not the one that could not. */
function missing(editor: string, cause: string, {VISUAL, PATH = ''}: NodeJS.ProcessEnv): Problem {
  const path = PATH.split(delimiter)
    .filter((folder) => folder.startsWith('/'))
    .join(delimiter)
  // VISUAL would count before what the line says.
  const near = VISUAL
    ? undefined
    : ['nano', 'vim', 'vi', 'emacs', 'ed'].find((name) => name !== editor && isThere({path}, name))
  return near === undefined
    ? problem('editor_missing', {editor, cause})
    : problem('editor_missing_near', {editor, cause, near})
}
