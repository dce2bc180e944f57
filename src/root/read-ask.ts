import {deeperThan} from '../manifest/depth.ts'
import type {RootAsk} from '../host/root/messages.ts'

const deepest = 64
const word = /^[\x21-\x7e]{1,128}$/
const words = ['call', 'digest', 'meant', 'plugin', 'tool'] as const
const names = ['dryRun', 'input', ...words].toSorted().join()

/** What was asked, whose every word may be an attack; undefined for what is no job. */
export function readAsk(line: string): RootAsk | undefined {
  if (deeperThan(line, deepest)) return undefined
  try {
    const said = JSON.parse(line) as Record<string, unknown> | null
    const {dryRun, input} = said ?? {}
    const isAsk =
      Object.keys(said ?? {})
        .toSorted()
        .join() === names &&
      words.every((name) => word.test(String(said?.[name])) && typeof said?.[name] === 'string') &&
      typeof dryRun === 'boolean' &&
      typeof input === 'object' &&
      input !== null &&
      !Array.isArray(input)
    return isAsk ? (said as RootAsk) : undefined
  } catch {
    return undefined
  }
}
