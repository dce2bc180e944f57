import type {Interfaces} from '@oclif/core'
import {outcomes} from '../outcomes.ts'
import {failure} from '../terminal/failure.ts'
import {lookOf} from '../terminal/door.ts'
import {languageNamed, languageOf} from '../text/language.ts'
import {speak} from '../text/reader.ts'
import {asRoot} from './as-root.ts'

/** Does what root asks for; the words of Parrot's that are to be done in root's home, or undefined where all is done and said. */
export async function rootWords(
  {
    root,
    pjson,
    lang,
  }: {readonly root: string; readonly pjson: Interfaces.PJSON; readonly lang?: string | undefined},
  argv: readonly string[],
): Promise<readonly string[] | undefined> {
  const language = languageOf(process.env)
  await speak(lang === undefined ? language : (languageNamed(lang) ?? language))
  const done = await asRoot({root, version: pjson.version}, argv)
  if (done === undefined) return undefined
  if ('argv' in done) return done.argv
  const err = lookOf(() => process.stderr, process.env)
  const outcome = done.problems.some(({code}) => code === 'root_only') ? 'denied' : 'invalid_input'
  const result = {call: '', tool: 'root', outcome, ...done, ms: 0} as const
  err.write(failure(result, err))
  process.exitCode = outcomes[result.outcome].exit
  return undefined
}
