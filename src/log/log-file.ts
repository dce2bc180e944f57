import {closeSync, fstatSync, lstatSync, readSync, writeSync} from 'node:fs'
import type {LogConfig} from '../config/log-config.ts'
import {spanOf} from '../config/span.ts'
import {alone} from '../config/update-file.ts'
import {openLog} from './open-log.ts'
import {putAside} from './put-aside.ts'

export type LogFile = {
  /** Appends a line, or several of them. Never throws: what cannot be written is lost, and nothing waits for it. */
  readonly write: (line: string) => void
  /** Resolves when nothing is being put aside any more. */
  readonly close: () => Promise<void>
}

type Rules = Pick<LogConfig, 'maxBytes' | 'maxAge' | 'keep'>
type Opened = {readonly fd: number; readonly ino: number; readonly begun: number}

/**
 * A log that many processes append to. Whoever finds it too long or too old puts it aside, one at a time, and all others see with their
 * next line that the name leads to another file; so they do when `log_rotate` did it.
 */
export function logFile(file: string, rules: () => Rules, now: () => number): LogFile {
  let open: Opened | undefined
  let turning: Promise<void> | undefined
  const turn = async () => {
    const due = () => isDue(file, open, rules(), now())
    await alone(file, () => (due() ? putAside(file, rules().keep, now()) : undefined), -1).catch(() => {})
    turning = undefined
  }
  const write = (line: string) => {
    open = current(file, open, now())
    writeSync(open.fd, `${line}\n`)
    if (turning === undefined && isDue(file, open, rules(), now())) turning = turn()
  }
  return {
    write: (line) => {
      try {
        write(line)
      } catch {}
    },
    close: async () => {
      await turning
      if (open !== undefined) closeSync(open.fd)
      open = undefined
    },
  }
}

/** The file that the name leads to now. */
function current(file: string, open: Opened | undefined, now: number): Opened {
  if (open !== undefined && lstatSync(file, {throwIfNoEntry: false})?.ino === open.ino) return open
  // Where it cannot be opened the old one stays, and is not closed twice.
  const fd = openLog(file)
  if (open !== undefined) closeSync(open.fd)
  return {fd, ino: fstatSync(fd).ino, begun: beginning(fd) ?? now}
}

/** When its first line was written. The file system need not know when a file was made. */
function beginning(fd: number): number | undefined {
  const bytes = Buffer.alloc(128)
  const text = bytes.toString('latin1', 0, readSync(fd, bytes, 0, bytes.length, 0))
  const [, day, time] = /(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)/.exec(text) ?? []
  const at = Date.parse(`${day}T${time}Z`)
  return Number.isNaN(at) ? undefined : at
}

function isDue(file: string, open: Opened | undefined, {maxBytes, maxAge}: Rules, now: number): boolean {
  const stats = lstatSync(file, {throwIfNoEntry: false})
  if (open === undefined || stats?.ino !== open.ino) return false
  return stats.size >= maxBytes || now - open.begun >= (spanOf(maxAge) ?? Number.POSITIVE_INFINITY)
}
