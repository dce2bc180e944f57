import {readFileSync} from 'node:fs'
import {EventEmitter, once} from 'node:events'
import {join} from 'node:path'
import {PassThrough, Writable} from 'node:stream'
import {openParrot} from '../../src/app.ts'
import type {Surroundings} from '../../src/config/paths.ts'
import {lookOf, type Door, type Keyboard, type Screen} from '../../src/terminal/door.ts'
import {start} from '../../src/terminal/start.ts'

export const pjson = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
) as Door['pjson']

export type Paper = Screen & {
  readonly text: () => string
  /** Resolves once this has been written. */
  readonly see: (what: string) => Promise<void>
}

/** A screen that keeps what is written to it. */
export function paper(terminal = false): Paper {
  let text = ''
  const written = new EventEmitter()
  const stream = new Writable({
    decodeStrings: false,
    write(more: string, _encoding, done) {
      text += more
      done()
      written.emit('more')
    },
  })
  const see = async (what: string) => {
    while (!text.includes(what)) await once(written, 'more')
  }
  return Object.assign(stream, {text: () => text, see, isTTY: terminal, columns: 80, rows: 24})
}

/** A keyboard that a test types on. */
export function keyboard(): Keyboard & PassThrough {
  return Object.assign(new PassThrough(), {setRawMode: () => {}})
}

export type Sitting = {
  /** Somebody sits there and types on it. */
  readonly keyboard?: Keyboard
  readonly screen?: Paper
  readonly env?: Readonly<Record<string, string>>
  readonly unread?: AbortSignal
}

/** A terminal of the test's own. */
export function doorTo(
  parrot: Door['parrot'],
  root: string,
  {keyboard: keys, screen, env = {}, unread}: Sitting = {},
) {
  const [out, err] = [screen ?? paper(keys !== undefined), paper(keys !== undefined)]
  const door: Door = {
    root,
    pjson,
    parrot,
    out: lookOf(() => out, env),
    err: lookOf(() => err, env),
    interactive: () => keys !== undefined,
    keyboard: () => keys ?? keyboard(),
    unread: unread ?? new AbortController().signal,
  }
  return {door, written: () => ({out: out.text(), err: err.text()})}
}

/** Runs one command line in front of the real host and keeps what was written. */
export async function atDoor(around: Surroundings, argv: readonly string[], sitting: Sitting = {}) {
  const host = await openParrot(around)
  const {door, written} = doorTo(async () => host, around.root, sitting)
  const status = await withStatus(() => start(door, argv))
  await host.close()
  return {status, ...written()}
}

/** The exit status that `run` leaves with the process, which keeps its own. */
export async function withStatus(run: () => Promise<unknown>): Promise<number> {
  const before = process.exitCode
  process.exitCode = undefined
  await run()
  const status = exitStatus()
  process.exitCode = before
  return status
}

const exitStatus = () => Number(process.exitCode ?? 0)
