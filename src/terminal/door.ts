import type {Interfaces} from '@oclif/core'
import type {Parrot} from '../host/parrot.ts'
import {painter, type Paint} from './paint.ts'

/** This process's terminal, the installation it was started from, and the way to the host. */
export type Door = {
  /** Opened the first time somebody asks. */
  readonly parrot: () => Promise<Parrot>
  /** The folder that holds package.json, and what is in it. */
  readonly root: string
  readonly pjson: Interfaces.PJSON
  readonly out: Look
  readonly err: Look
  /** Does somebody sit at the keyboard and see both streams? */
  readonly interactive: () => boolean
  /** Aborted when nobody reads stdout any more. */
  readonly unread: AbortSignal
}

/** One of the two streams, with what the one who reads it can see. */
export type Look = {
  readonly write: (text: string) => void
  readonly paint: Paint
  /** Columns of text. */
  readonly width: number
  readonly isTerminal: boolean
  /** More than ASCII is understood. */
  readonly unicode: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

type Stream = {readonly columns?: number | undefined; write(text: string): boolean}

/** A stream as something to write readable text to. Opening one takes a millisecond, so it is opened when it is used. */
export function lookOf(open: () => Stream, isTerminal: boolean, env: Environment): Look {
  const unicode = understandsUnicode(env)
  return {
    write: (text) => {
      if (text !== '') open().write(unicode ? text : ascii(text))
    },
    paint: painter(isTerminal, env),
    width: Math.max(40, (isTerminal ? open().columns : undefined) ?? 80),
    isTerminal,
    unicode,
  }
}

/** What locale(7) says of the character set; where nothing is said, UTF-8 is what everybody has. */
function understandsUnicode(env: Environment): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || ''
  return locale === '' || /utf-?8/i.test(locale)
}

const signs: Readonly<Record<string, string>> = {
  '→': '->',
  '…': '...',
  '✓': 'ok',
  '✗': 'x',
  '❯': '>',
  '›': '>',
  '·': '-',
  '█': '#',
  '░': '-',
  '↑': 'up',
  '↓': 'down',
}

/** The signs that Parrot itself uses, for a terminal that would show something else. */
const ascii = (text: string) => text.replaceAll(/[→…✓✗❯›·█░↑↓]/g, (sign) => signs[sign] ?? sign)
