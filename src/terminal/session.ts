import type {Parrot} from '../host/parrot.ts'
import {outcomes} from '../outcomes.ts'
import {causeWords, placeWords} from '../text/error-words.ts'
import {problem, type Problem} from '../text/problem.ts'
import {languageNamed, languageOf, languages} from '../text/language.ts'
import {retold, saysHere, speak, word} from '../text/reader.ts'
import {answerJson} from './answer-json.ts'
import {answer, refusedHere} from './answer.ts'
import {hasFlag} from './common-flags.ts'
import {lookOf, type Door} from './door.ts'
import {plain, plainLine} from './plain.ts'
import {start} from './start.ts'

/** Runs one command line at this process's terminal. Resolves when all is said; the exit status is with the process. */
export async function session(
  installed: Pick<Door, 'root' | 'pjson' | 'machine'>,
  {argv, lang}: {readonly argv: readonly string[]; readonly lang?: string | undefined},
  open: () => Promise<Parrot>,
): Promise<void> {
  const language = languageOf(process.env)
  await speak(lang === undefined ? language : (languageNamed(lang) ?? language))
  let opened: Promise<Parrot> | undefined
  const door: Door = {
    ...installed,
    parrot: () => (opened ??= open()),
    out: lookOf(() => process.stdout, process.env),
    err: lookOf(stderr, process.env),
    interactive: () => [process.stdin, process.stdout, process.stderr].every(({isTTY}) => isTTY),
    keyboard: () => process.stdin,
    unread: unreadSignal(),
  }
  const {machine} = installed
  lastResort(hasFlag(argv, 'json'), machine)
  try {
    if (lang === undefined || languageNamed(lang) !== undefined) await start(door, argv)
    else
      process.exitCode = await answer(door, noLanguage(lang), {json: hasFlag(argv, 'json'), view: () => ''})
  } catch (error) {
    process.exitCode = await answer(door, fault(error, machine), {
      json: hasFlag(argv, 'json'),
      view: () => '',
    })
  } finally {
    await opened?.then((parrot) => parrot.close()).catch(() => {})
  }
}

function noLanguage(lang: string) {
  const about = {text: plainLine(lang, 60), known: languages.join(', ')}
  return refusedHere('', 'invalid_input', problem('lang_unknown', about))
}

/** Nobody has to listen to the complaints. */
function stderr(): NodeJS.WriteStream {
  if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => {})
  return process.stderr
}

/** What nobody caught ends the process as `broken`, in one line or one JSON document, and without a stack. */
function lastResort(json: boolean, machine?: string): void {
  process.on('uncaughtException', (error) => {
    const told = placeWords(error)
    const wrong = broke(error, told === error.message ? String(error) : told, machine)
    if (json) process.stdout.write(answerJson(refusedHere('', 'broken', wrong)))
    else process.stderr.write(`${word('Error:')} ${plain(saysHere(wrong))}\n`)
    process.exit(outcomes.broken.exit)
  })
}

/** A reader who leaves (`| head`) is no fault; output that cannot be stored is. */
function unreadSignal(): AbortSignal {
  const controller = new AbortController()
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      process.stderr.write(`${word('Error:')} stdout: ${plain(retold(causeWords(error)))}\n`)
      process.exit(outcomes.broken.exit)
    }
    controller.abort()
  })
  return controller.signal
}

/** What oclif refuses by itself is the caller's to mend; anything else is ours. */
function fault(error: unknown, machine?: string) {
  if (error instanceof Error && 'problem' in error) return refusedHere('', 'broken', error.problem as Problem)
  const message = placeWords(error)
  if (error instanceof Error && 'oclif' in error) {
    const about = {cause: plainLine(message), command: 'autocomplete'}
    return refusedHere('', 'invalid_input', problem('line_wrong', about))
  }
  return refusedHere('', 'broken', broke(error, message, machine))
}

/** What a server answers is taken for what it should be: one that is not has no fitting parts. */
function broke(error: unknown, message: string, machine: string | undefined): Problem {
  const cause = plainLine(message)
  const odd = machine !== undefined && error instanceof TypeError
  return odd ? problem('people_odd', {socket: machine, cause}) : problem('broke', {cause})
}
