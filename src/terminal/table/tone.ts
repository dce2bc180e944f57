import type {Paint} from '../paint.ts'

export type Look = Parameters<Paint>[0]

/** How a status looks: its colour, and its sign or, in ASCII, its word. */
export type Tone = {readonly look: Look; readonly sign: string; readonly word: string}

const tones: ReadonlyMap<unknown, Tone> = new Map([
  ['ok', {look: 'green', sign: '✓', word: 'ok'}],
  ['warning', {look: 'yellow', sign: '!', word: 'WARN'}],
  ['critical', {look: 'red', sign: '✗', word: 'CRIT'}],
  ['unknown', {look: 'cyan', sign: '?', word: '?'}],
  ['not_applicable', {look: 'dim', sign: '-', word: '-'}],
])

/** The look of a status; undefined for a word that is none. */
export function toneOf(status: unknown): Tone | undefined {
  return tones.get(status)
}
