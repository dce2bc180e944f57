import {plainLine} from '../text/plain.ts'

const longest = 300

const mark = 'next: '

/** Is this line of a plugin's log what it advises where it fails, and nothing to be shown while it runs? */
export const isAdvice = (line: string): boolean => line.startsWith(mark)

/**
 * What a program that failed advises: the last such line of its log, cut short. A stranger's words, which go on record and to agents:
 * `safe` takes its secrets out while each is whole.
 */
export function adviceIn(log: string, safe: (text: string) => string): string | undefined {
  const line = log.split('\n').findLast(isAdvice)
  const text = plainLine(safe(line?.slice(mark.length) ?? ''), longest).trim()
  return text === '' ? undefined : text
}
