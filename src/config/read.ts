import {extname} from 'node:path'
import {problem, type Problem} from '../text/problem.ts'
import {readSafely} from './safe-file.ts'

/** `file` is the one that was there. */
export type Read<T> = {readonly file?: string; readonly value?: T; readonly problems: readonly Problem[]}

/** The first of `files` that is there, read and checked against the schema of its kind; no value where none is there. */
export async function readFirst<T>(
  files: readonly string[],
  uid: number,
  kind: 'config' | 'project',
): Promise<Read<T>> {
  for (const file of files) {
    const found = readSafely(file, uid)
    if (found === undefined) continue
    if ('code' in found) return {file, problems: [found]}
    const parsed = await parse(file, found.text)
    return 'problem' in parsed ? {file, problems: [parsed.problem]} : check<T>(file, parsed.value, kind)
  }
  return {problems: []}
}

/**
 * Only cosmiconfig's loaders are used: its search first looks for a configuration of its own, `.config/config.js` and
 * its like in the working folder, and would run that; its `$import` would let a data file name a program.
 */
export async function parse(file: string, text: string): Promise<{value: unknown} | {problem: Problem}> {
  try {
    if (file.endsWith('.json')) return {value: JSON.parse(text)}
    if (/\.ya?ml$/.test(file) && isBare(text)) return {value: undefined}
    const {defaultLoaders} = await import('cosmiconfig')
    return {value: await defaultLoaders[extname(file) as keyof typeof defaultLoaders](file, text)}
  } catch (error) {
    return {problem: syntax(file, error)}
  }
}

/** What was parsed, held against the schema of its kind. */
export async function check<T>(file: string, value: unknown, kind: 'config' | 'project'): Promise<Read<T>> {
  const {configSchema, projectSchema} = await import('./schema.ts')
  const checked = (kind === 'config' ? configSchema : projectSchema).safeParse(value ?? {})
  if (checked.success) return {file, value: checked.data as T, problems: []}
  return {
    file,
    problems: checked.error.issues.map((issue) =>
      problem('config_wrong', {file, path: issue.path.join('.') || '(top)', cause: issue.message}),
    ),
  }
}

/** Nothing but comments says nothing; js-yaml calls it an error. */
function isBare(text: string): boolean {
  return text.split('\n').every((line) => /^\s*(?:#|$)/.test(line))
}

function syntax(file: string, error: unknown): Problem {
  const {line, column} = place(error)
  const cause = causeOf(error)
  return problem('config_syntax', {file, line, column, cause})
}

/** js-yaml keeps its sentence in `reason`, under a message of many lines. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const {reason} = error as {readonly reason?: unknown}
  return typeof reason === 'string' ? reason : (error.message.split('\n')[0] ?? '')
}

/** JSON.parse says it in its message, js-yaml in `mark`, counted from 0. */
function place(error: unknown): {line: number; column: number} {
  if (error instanceof Error && 'mark' in error) {
    const mark = error.mark as {line?: number; column?: number} | undefined
    return {line: (mark?.line ?? 0) + 1, column: (mark?.column ?? 0) + 1}
  }
  const [, line = 1, column = 1] = /line (\d+) column (\d+)/.exec(String(error)) ?? []
  return {line: Number(line), column: Number(column)}
}
