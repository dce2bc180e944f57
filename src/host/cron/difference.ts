/**
 * A unified difference of two crontabs, one character a byte, as text; empty where they are the same. What changes is one
 * stretch, Parrot's, so what both begin and end with is left out but for three lines. What is not done is said not to be.
 */
export function difference(before: string, after: string, isDone: boolean): string {
  if (before === after) return ''
  const [old, now] = [linesOf(before), linesOf(after)]
  const start = common(old, now)
  const rest = Math.min(old.length, now.length) - start
  const tail = Math.min(rest, common(old.toReversed(), now.toReversed()))
  const from = Math.max(0, start - context)
  const shown = (lines: readonly string[]) => Math.min(lines.length, lines.length - tail + context) - from
  const hunk = [
    ...old.slice(from, start).map((line) => ` ${line}`),
    ...old.slice(start, old.length - tail).map((line) => `-${line}`),
    ...now.slice(start, now.length - tail).map((line) => `+${line}`),
    ...old.slice(old.length - tail, from + shown(old)).map((line) => ` ${line}`),
  ]
  const range = (lines: readonly string[]) => `${lines.length === 0 ? 0 : from + 1},${shown(lines)}`
  const name = isDone ? 'crontab' : 'crontab, as it would be'
  const text = ['--- crontab', `+++ ${name}`, `@@ -${range(old)} +${range(now)} @@`, ...hunk]
  return Buffer.from(`${text.join('\n')}\n`, 'latin1').toString('utf8')
}

const context = 3

const linesOf = (text: string) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'))

function common(a: readonly string[], b: readonly string[]): number {
  const first = a.findIndex((line, at) => line !== b[at])
  return first === -1 ? Math.min(a.length, b.length) : first
}
