import {deeperThan} from '../manifest/depth.ts'
import {isObject} from '../manifest/schema-words.ts'
import {isWellFormed} from '../manifest/well-formed.ts'
import type {RootAsk} from '../host/root/messages.ts'
import {areAnswers} from '../host/spoken/answers.ts'
import {askedBy} from '../host/spoken/spoken.ts'

const deepest = 64
const word = /^[\x21-\x7e]{1,128}$/
const words = ['call', 'digest', 'meant', 'plugin', 'tool'] as const
const names = ['dryRun', 'input', 'talk', ...words].toSorted().join()

/** What was asked, whose every word may be an attack; undefined for what is no job. */
export function readAsk(line: string): RootAsk | undefined {
  if (deeperThan(line, deepest)) return undefined
  try {
    const said = JSON.parse(line) as Record<string, unknown> | null
    const {dryRun, input, talk} = said ?? {}
    const isAsk =
      Object.keys(said ?? {})
        .toSorted()
        .join() === names &&
      words.every((name) => word.test(String(said?.[name])) && typeof said?.[name] === 'string') &&
      typeof dryRun === 'boolean' &&
      isObject(input) &&
      isTalk(talk) &&
      isWellFormed(said)
    return isAsk ? (said as RootAsk) : undefined
  } catch {
    return undefined
  }
}

const asked = new Set<unknown>(Object.values(askedBy))
/** What a plugin wants to be told again is longer closed than open. */
const longestState = 1024 ** 2

function isTalk(value: unknown): boolean {
  if (!isObject(value)) return false
  const {client, answers, state = '', ...more} = value
  return (
    Object.keys(more).length === 0 &&
    Array.isArray(client) &&
    client.every((one) => asked.has(one)) &&
    areAnswers(answers) &&
    typeof state === 'string' &&
    state.length <= longestState
  )
}
