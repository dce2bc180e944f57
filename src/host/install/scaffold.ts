import {
  cpSync,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import {dirname, join, resolve} from 'node:path'
import {nameForm, nameWanted} from '../../manifest/names.ts'
import {coreWords} from '../../manifest/reserved.ts'
import {printable} from '../../manifest/show.ts'
import {problem} from '../../text/problem.ts'
import type {Refused} from '../catalog/lock.ts'
import type {Catalog} from '../plugin.ts'

export const languages = ['bash', 'python', 'node', 'ts'] as const
export type Language = (typeof languages)[number]

export type Scaffolded = {readonly name: string; readonly dir: string; readonly files: readonly string[]}

/** Makes the folder of a new plugin that works, below `parent`: all of it, or nothing and the reason. */
export function scaffold(
  root: string,
  catalog: Catalog,
  {name, lang, parent}: {readonly name: string; readonly lang: Language; readonly parent: string},
): Scaffolded | Refused {
  if (!nameForm.test(name) || coreWords.has(name))
    return {problems: [problem('new_name', {name: printable(name), want: nameWanted})]}
  const other = catalog.plugins.get(name)
  if (other !== undefined) return {problems: [problem('name_taken', {name, dir: printable(other.dir)})]}
  const dir = resolve(parent, name)
  if (existsSync(dir)) return {problems: [problem('new_there', {dir: printable(dir)})]}
  if (!existsSync(dirname(dir))) return {problems: [problem('new_nowhere', {dir: printable(dirname(dir))})]}
  const draft = mkdtempSync(join(dirname(dir), `.${name}-`))
  try {
    fill(root, draft, name, lang)
    renameSync(draft, dir)
  } catch (error) {
    rmSync(draft, {recursive: true, force: true})
    throw error
  }
  return {name, dir, files: globSync('**/*', {cwd: dir}).toSorted()}
}

function fill(root: string, draft: string, name: string, lang: Language): void {
  cpSync(join(root, 'templates', lang), draft, {recursive: true})
  for (const file of globSync('**/*', {cwd: draft}).map((each) => join(draft, each))) {
    if (!statSync(file).isFile()) continue
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('__name__', name))
  }
  // The sandbox shows a plugin its own folder only, so the helper lies in it.
  if (lang === 'node' || lang === 'ts') cpSync(join(root, 'dist/plugin.js'), join(draft, 'parrot-plugin.js'))
}
