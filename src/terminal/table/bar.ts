import type {Paint} from '../paint.ts'
import type {Cell} from './cell.ts'
import type {Tone} from './tone.ts'

const length = 10

/** A bar for a number from 0 to 100: empty and full only for what is empty and full. */
export function bar(value: unknown, tone: Tone | undefined, paint: Paint, unicode: boolean): Cell {
  if (typeof value !== 'number' || !(value >= 0 && value <= 100)) return {text: ''}
  const filled = Math.min(
    value < 100 ? length - 1 : length,
    Math.max(value > 0 ? 1 : 0, Math.round(value / length)),
  )
  const [left, full, empty, right] = unicode ? ['', '█', '░', ''] : ['[', '#', '-', ']']
  const [done, rest] = [full.repeat(filled), empty.repeat(length - filled)]
  const parts = [done && paint(tone?.look ?? 'cyan', done), rest && paint('dim', rest)]
  return {text: left + done + rest + right, painted: left + parts.join('') + right}
}
