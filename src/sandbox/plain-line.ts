import {stripVTControlCharacters} from 'node:util'

const longest = 300

/** The one line of a complaint that says what is wrong, without a stack and without control characters. */
export function plainLine(complaint: string): string {
  const lines = complaint.split('\n').map(printable).filter(Boolean)
  return (lines.find((line) => saysWhat.test(line)) ?? lines[0] ?? '').slice(0, longest)
}

/** Before its error Node prints where that was thrown, and V8 what it had collected. */
const saysWhat = /^(?:bwrap: |setpriv: |\w*Error\b.*?: |FATAL ERROR: |# Fatal )/

function printable(line: string): string {
  return stripVTControlCharacters(line).replace(/\p{C}/gu, ' ').trim()
}
