import {extname} from 'node:path'
import {readJson, type JsonFault, type JsonText} from '../manifest/json-text.ts'
import {inEditor} from './mended.ts'
import {problem, type Problem} from '../text/problem.ts'

/** What a file says, and where in it; a program has no places. */
export type Parsed = {readonly value: unknown; readonly placeOf?: JsonText['placeOf']}

/**
 * A file's content, by the ending of its name. A data file that is empty was cut off: it does not count as one that leaves
 * everything as it is.
 */
export async function parse(file: string, text: string): Promise<Parsed | {readonly problem: Problem}> {
  if (isData(file) && /^\s*$/.test(text))
    return {problem: problem('config_empty', {file, mend: inEditor(file)})}
  const read = await reading(file, text)
  if (!('fault' in read)) return read
  return {
    problem: problem('config_syntax', {
      file,
      ...read.place,
      cause: read.fault,
      mend: inEditor(file),
    }),
  }
}

/** Is it read, and never run? */
export const isData = (file: string) => /\.(?:json|ya?ml)$/.test(file)

async function reading(file: string, text: string): Promise<Parsed | JsonFault> {
  switch (extname(file)) {
    case '.json':
      return readJson(text)
    case '.yaml':
    case '.yml':
      return (await import('./yaml-document.ts')).readYaml(text)
    // Only cosmiconfig's loaders are used: its search would run `.config/config.js` of the working folder, and its `$import` another.
    default:
      return (await import('./program.ts')).runProgram(file, text)
  }
}
