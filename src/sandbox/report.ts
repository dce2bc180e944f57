import type {ChildProcess} from 'node:child_process'
import {openSync, readSync, unlinkSync} from 'node:fs'
import type {Duplex} from 'node:stream'
import {makeFolders} from '../events/make-folders.ts'
import {plainLine} from './plain-line.ts'

export type Report = {
  /** True once the shim has made its pipes; false where it ended before. */
  readonly ready: Promise<boolean>
  /** The plugin's status as a shell gives it; undefined where it was not to be had. */
  readonly ended: Promise<number | undefined>
}

/** Nobody but the shim should write there, and that writes two lines. */
const longestReport = 256
const longestComplaint = 4096

/** What the shim says of itself and of the plugin's end. */
export function readReport(report: Duplex): Report {
  const ready = Promise.withResolvers<boolean>()
  const ended = Promise.withResolvers<number | undefined>()
  let text = ''
  report.on('data', (chunk: Buffer) => {
    if (text.length < longestReport) text += chunk.toString()
    if (text.startsWith('ready\n')) ready.resolve(true)
    const code = /^exit (\d+)$/m.exec(text)?.[1]
    if (code !== undefined) ended.resolve(Number(code))
  })
  report.on('close', () => {
    ready.resolve(false)
    ended.resolve(undefined)
  })
  return {ready: ready.promise, ended: ended.promise}
}

/** What bubblewrap and the shim complained of so far, or that they could not be started. */
export function readComplaints(stream: Duplex, child: ChildProcess): () => string {
  let text = ''
  child.on('error', ({message}) => (text += message))
  stream.on('data', (chunk: Buffer) => {
    if (text.length < longestComplaint) text += chunk.toString()
  })
  return () => plainLine(text.slice(0, longestComplaint))
}

/**
 * A file without a name for bubblewrap's status. Not a pipe: bubblewrap must be able to write it when nobody reads it any
 * more, or it would die of that and leave what it had begun.
 */
export function openStatus(folder: string): number {
  makeFolders(folder)
  const path = `${folder}/status-${process.pid}-${process.hrtime.bigint()}`
  const fd = openSync(path, 'wx+', 0o600)
  unlinkSync(path)
  return fd
}

/** The number of process 1 of the sandbox on this machine; undefined while bubblewrap has not said it. */
export function readStatus(fd: number): number | undefined {
  const text = Buffer.alloc(1024)
  const length = readSync(fd, text, 0, text.length, 0)
  const [, pid] = /"child-pid": (\d+)/.exec(text.toString('utf8', 0, length)) ?? []
  return pid === undefined ? undefined : Number(pid)
}
