import {isAdvice} from '../host/advice.ts'
import type {CallResult, Input, Watching} from '../host/request.ts'
import type {Door, Look} from './door.ts'
import {problem} from '../text/problem.ts'
import {nextHere, retold, saysHere} from '../text/reader.ts'
import {interrupt} from './interrupt.ts'
import {plain} from './plain.ts'
import {progressBar, type Bar} from './progress.ts'
import {stepList} from './step-list.ts'

export type Asked = {
  readonly tool: string
  /** Read only if the host wants it. */
  readonly input: () => Promise<Input>
  readonly dryRun?: boolean
  readonly unsandboxed?: boolean
  readonly resume?: boolean
  /** What it says of itself, as the reader is told it. */
  readonly told?: (text: string) => string
  /** The same of its log, where others speak in it. */
  readonly toldLog?: ((text: string) => string) | undefined
}

/** One call by the person at this terminal: can be interrupted, its log lines and progress show on stderr as they come. */
export async function callFrom(
  door: Door,
  {dryRun = false, unsandboxed = false, resume = false, told = retold, toldLog = told, ...asked}: Asked,
): Promise<CallResult> {
  const parrot = await door.parrot()
  const {signal, release} = interrupt()
  const watching = watchOn(asked.tool, door.err, {told, toldLog})
  try {
    const request = {
      by: parrot.operator,
      again: () => parrot.operator,
      door: 'terminal',
      dryRun,
      unsandboxed,
      resume,
      signal,
      watch: watching.watch,
    } as const
    const input = async () => {
      const given = await asked.input()
      watching.begin()
      return given
    }
    const result = await parrot.call({...asked, input, ...request})
    watching.ended(result)
    return result
  } finally {
    watching.stop()
    release()
  }
}

type Shown = {
  readonly watch: Watching
  /** Its input is there: what takes time from now on is the call, and no longer somebody who types. */
  readonly begin: () => void
  readonly ended: (result: CallResult) => void
  readonly stop: () => void
}

type Telling = Readonly<Record<'told' | 'toldLog', (text: string) => string>>

/** What obeys is gone by then, and nothing need be said. */
const patienceMs = 200

/** A bar; from the first word about steps on, their list. */
function watchOn(tool: string, look: Look, {told, toldLog}: Telling): Shown {
  let bar: Bar | undefined
  let list: ReturnType<typeof stepList> | undefined
  let late: NodeJS.Timeout | undefined
  const steps: Watching['steps'] = (seen) => {
    if (list === undefined) bar?.stop()
    list ??= stepList(look)
    list.update(seen.map((one) => ({...one, name: told(one.name)})))
  }
  const say = (line: string) => {
    ;(list ?? bar)?.hide()
    look.write(`${line}\n`)
  }
  const log = withoutAdvice((line) => say(logLine(toldLine(line, toldLog), look)))
  const ending = (leftMs: number) => {
    const about = problem('held_up', {tool, seconds: leftMs / 1000})
    late = setTimeout(() => say(`${saysHere(about)}\n→ ${nextHere(about)}`), patienceMs)
  }
  const progress: Watching['progress'] = ({message, ...far}) =>
    bar?.update({...far, ...(message !== undefined && {message: told(message)})})
  return {
    watch: {log: log.take, progress, steps, ending},
    ended: log.end,
    begin: () => (bar ??= progressBar(tool, look)),
    stop: () => {
      clearTimeout(late)
      ;(list ?? bar)?.stop()
    },
  }
}

/**
 * What a plugin advises is kept back until it is known whether the answer has it: then it need not be said twice. Whatever else begins
 * like that, or comes before another line, is shown like any line.
 */
function withoutAdvice(show: (line: string) => void) {
  let kept: string | undefined
  const take = (line: string | undefined) => {
    if (kept !== undefined) show(kept)
    kept = line !== undefined && isAdvice(line) ? line : undefined
    if (line !== kept && line !== undefined) show(line)
  }
  const end = ({problems}: CallResult) => {
    if (!problems.some(({code}) => code === 'plugin_failed_advised')) take(undefined)
  }
  return {take, end}
}

/** A line as its reader is told it. */
function toldLine(line: string, told: (text: string) => string): string {
  const [, kind = '', text = ''] = /^((?:info|warn|error): )?(.*)$/s.exec(line) ?? []
  return `${kind}${told(text)}`
}

/** One line of a plugin's log: nothing of it acts on the terminal, and trouble stands out. */
export function logLine(line: string, {paint}: Look): string {
  const text = plain(line.slice(0, 8000)).replaceAll('\n', ' ')
  if (/^(?:error|fatal|critical)\b/i.test(text)) return paint('red', text)
  return /^warn(?:ing)?\b/i.test(text) ? paint('yellow', text) : paint('dim', text)
}
