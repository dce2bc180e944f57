import {extname, join} from 'node:path'

const data = ['json', 'yaml', 'yml']
const code = ['js', 'mjs', 'cjs', 'ts']

/** What an administrator's configuration in `folder` may be called; the first that is there counts. */
export function configFiles(folder: string): readonly string[] {
  return named(folder, 'config', [...data, ...code])
}

/** What a project's file in `folder` may be called: never a program. */
export function projectFiles(folder: string): readonly string[] {
  return [...named(folder, '.parrotrc', data), ...named(folder, 'parrot.config', data)]
}

/** Is this configuration a program, which is run and never edited? */
export function isProgram(file: string): boolean {
  return code.includes(extname(file).slice(1))
}

const named = (folder: string, name: string, endings: readonly string[]) =>
  endings.map((ending) => join(folder, `${name}.${ending}`))
