import {plainLine} from '../plain.ts'

/** What a stranger wrote, on one line, and in ASCII where the reader has no more. Empty for what is no text. */
export function oneLine(value: unknown, unicode: boolean): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return ''
  const line = plainLine(String(value), 2000)
  return unicode ? line : line.replaceAll('°', '').replaceAll(/[^\x20-\x7e]/gu, '?')
}
