import {spawn} from 'node:child_process'
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {basename, delimiter, dirname, join} from 'node:path'
import {isThere} from '../facts/ask.ts'
import type {CallResult} from '../host/request.ts'
import {causeWords} from '../text/error-words.ts'
import {problem, type Problem} from '../text/problem.ts'

/** A text to be edited, in a file of its own that only this user can read. */
export type Copy = {
  readonly file: string
  readonly read: () => string
  /** Is there anything in it that is not in the original? */
  readonly changed: () => boolean
  /** Takes the copy away and hands the result on. */
  readonly done: (result: CallResult) => CallResult
}

/** A copy that is called like `original`, so that the editor knows what it is. */
export function newCopy(original: string, text: string): Copy {
  const file = join(mkdtempSync(join(tmpdir(), 'parrot-edit-')), basename(original))
  writeFileSync(file, text, {mode: 0o600, flag: 'wx'})
  return {
    file,
    read: () => readFileSync(file, 'utf8'),
    changed: () => readFileSync(file, 'utf8') !== text,
    done: (result) => {
      rmSync(dirname(file), {recursive: true, force: true})
      return result
    },
  }
}

/**
 * Lets the user's editor have the copy, and this terminal; what went wrong where it did not end well. Ctrl-C is for the editor, which may
 * only leave a line with it.
 */
export async function editCopy({file}: Copy, env = process.env): Promise<Problem | undefined> {
  const editor = env['VISUAL'] || env['EDITOR'] || 'vi'
  const [program = 'vi', ...words] = argvOf(editor)
  const ignore = () => {}
  process.on('SIGINT', ignore)
  const fault = await new Promise<Problem | undefined>((resolve) => {
    const child = spawn(program, [...words, file], {stdio: 'inherit'})
    child.once('error', (error) => resolve(missing(editor, causeWords(error), env)))
    child.once('exit', (code, signal) =>
      resolve(code === 0 ? undefined : problem('editor_failed', {editor, status: signal ?? code ?? 0})),
    )
  })
  process.off('SIGINT', ignore)
  return fault
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

/** Words, and no shell: `code --wait`. One that is a file as it stands may have spaces in its name. */
function argvOf(editor: string): readonly string[] {
  return existsSync(editor) ? [editor] : editor.trim().split(/\s+/)
}
