import {closeSync, existsSync} from 'node:fs'
import {problem, type Problem} from '../text/problem.ts'
import {openExact} from './exact.ts'
import {interpreterOf, startsByItself} from './first-line.ts'
import type {Job} from './sandbox.ts'

/** The file that a job starts: on Parrot's Node, or by itself. */
export type Entry = {readonly file: string; readonly javascript: boolean}

/** The entry of a job, once it is sure to be a file of the plugin's folder that can be started; else what is wrong with it. */
export function entryOf({plugin, dir, entry}: Job): Entry | Problem {
  const file = `${dir}/${entry}`
  const segments = entry.split('/')
  if (entry.includes('\0') || segments.some((segment) => ['', '.', '..'].includes(segment))) {
    return problem('sandbox_entry_outside', {plugin, entry: JSON.stringify(entry)})
  }
  const exact = openExact(file)
  if ('code' in exact) return exact
  closeSync(exact.fd)
  if (!exact.stats.isFile()) return problem('sandbox_path_kind', {path: file})
  if (/\.(?:[cm]?js|ts)$/.test(entry)) return {file: entry, javascript: true}
  if ((exact.stats.mode & 0o111) === 0) return problem('sandbox_entry_mode', {file})
  if (!startsByItself(file)) return problem('sandbox_entry_kind', {file})
  const program = interpreterOf(file)
  if (program !== undefined && isMissing(program)) return problem('sandbox_entry_program', {file, program})
  return {file: entry, javascript: false}
}

/**
 * Looked for only where the sandbox has what this machine has, and everybody may look. What is told of it is a stranger's, and so no more than the
 * name of a program.
 */
function isMissing(program: string): boolean {
  return /^(?:\/usr(?:\/local)?)?\/s?bin\/\w[\w.+-]{0,30}$/.test(program) && !existsSync(program)
}
