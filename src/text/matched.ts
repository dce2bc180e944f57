import type {Values} from './fill.ts'

/**
 * The values with which `template`, with holes as `{name}`, becomes this very text; undefined where it does not. Each hole takes as little
 * as it can, so that the time is that of reading the text once for each piece, whoever wrote the template.
 */
export function matched(template: string, text: string): Values | undefined {
  const [first = '', ...pieces] = template.split(/(\{\w+\})/)
  if (!text.startsWith(first)) return undefined
  const values: Record<string, string> = {}
  let at = first.length
  for (let piece = 0; piece < pieces.length; piece += 2) {
    const [hole = '', after = ''] = [pieces[piece], pieces[piece + 1]]
    const last = piece + 2 >= pieces.length
    const end = last ? text.length - after.length : after === '' ? at : text.indexOf(after, at)
    if (end < at || !text.startsWith(after, end)) return undefined
    values[hole.slice(1, -1)] = text.slice(at, end)
    at = end + after.length
  }
  return at === text.length ? values : undefined
}
