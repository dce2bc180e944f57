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
  /** The socket of this machine's server, where its people are clients of that. */
  readonly machine?: string
  readonly out: Look
  readonly err: Look
  /** Does somebody sit at the keyboard and see both streams? */
  readonly interactive: () => boolean
  readonly keyboard: () => Keyboard
  /** Aborted when nobody reads stdout any more. */
  readonly unread: AbortSignal
}

export type Keyboard = NodeJS.ReadableStream & {setRawMode(raw: boolean): unknown}

/** Where text is written; the sizes are those of a terminal. */
export type Screen = NodeJS.WritableStream & {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  readonly rows?: number | undefined
}

/** One of the two streams, with what the one who reads it can see. */
export type Look = {
  readonly screen: () => Screen
  readonly write: (text: string) => void
  readonly paint: Paint
  /** Columns of text. */
  readonly width: number
  /** Columns that a line of a list may have; no end where a program reads it. */
  readonly room: number
  readonly isTerminal: boolean
  /** More than ASCII is understood. */
  readonly unicode: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/** A stream as something to write readable text to. To open one takes a millisecond, so nothing is asked of it before it is used. */
export function lookOf(screen: () => Screen, env: Environment): Look {
  const unicode = understandsUnicode(env)
  const isTerminal = () => screen().isTTY === true
  const columns = columnsIn(env)
  const width = () => Math.max(40, columns ?? screen().columns ?? 80)
  let paint: Paint | undefined
  return {
    screen,
    write: (text) => {
      if (text !== '') screen().write(unicode ? text : ascii(text))
    },
    paint: (look, text) => (paint ??= painter(isTerminal(), env))(look, text),
    unicode,
    get width() {
      return width()
    },
    get room() {
      return isTerminal() || columns !== undefined ? width() : Number.POSITIVE_INFINITY
    },
    get isTerminal() {
      return isTerminal()
    },
  }
}

/** What somebody set by hand goes before what the terminal says. */
function columnsIn({COLUMNS = ''}: Environment): number | undefined {
  return /^[1-9]\d{0,4}$/.test(COLUMNS) ? Number(COLUMNS) : undefined
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
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
}

/** The signs and letters that Parrot itself uses, for a terminal that would show something else. */
const ascii = (text: string) => text.replaceAll(/[→…✓✗❯›·█░↑↓äöüÄÖÜß]/g, (sign) => signs[sign] ?? sign)
