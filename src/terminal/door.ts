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
  /** Somebody sits at the keyboard and sees both streams. */
  readonly interactive: boolean
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
}

type Stream = {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  write(text: string): boolean
}

/** A stream as something to write readable text to. */
export function lookOf(stream: Stream, env: Readonly<Record<string, string | undefined>>): Look {
  return {
    write: (text) => {
      if (text !== '') stream.write(text)
    },
    paint: painter(stream, env),
    width: Math.max(40, stream.columns ?? 80),
    isTerminal: stream.isTTY === true,
  }
}
