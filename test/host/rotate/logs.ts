import {lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gunzipSync, zstdDecompressSync} from 'node:zlib'
import {onTestFinished} from 'vitest'
import {newHome} from '../../home.ts'
import {called, type Asked} from '../called-builtin.ts'

export type Row = {file: string; action: string; bytes: number | null; to: string; why: string}
export type Output = {
  summary: string
  rotated: number
  compressed: number
  removed: number
  left: number
  unchanged: number
  files: Row[]
  signals: {pid: number; signal: string; folder: string}[]
}

/** A folder of logs and a home that looks after it. */
export function stage(files: Readonly<Record<string, string>> = {}) {
  const logs = mkdtempSync(join(tmpdir(), 'parrot-logs-'))
  onTestFinished(() => rmSync(logs, {recursive: true, force: true}))
  const around = newHome()
  mkdirSync(join(around.home, 'state'), {mode: 0o700})
  for (const [name, text] of Object.entries(files)) writeFileSync(join(logs, name), text)
  const rotate = async ({config, values, ...asked}: Asked = {}) => {
    const {outcome, problems, output} = await called('log_rotate', around, {
      config: {LOG_DIR: logs, ...config},
      values: {...values},
      ...asked,
    })
    return {outcome, codes: problems.map(({code}) => code), problems, output: output as Output}
  }
  const force = (asked: Asked = {}) => rotate({...asked, values: {force: true}})
  return {logs, around, rotate, force, state: join(around.home, 'state/log-rotate.json')}
}

/** The names in a folder with the date of a rotation as DATE. */
export const names = (folder: string) =>
  readdirSync(folder)
    .map((name) => name.replaceAll(/\d{8}T\d{6}\.\d{6}Z/g, 'DATE'))
    .toSorted()

/** Everything of a folder that a change of it would show. */
export function snapshot(folder: string): string[] {
  return readdirSync(folder)
    .toSorted()
    .map((name) => {
      const {ino, mode, size, mtimeMs, ctimeMs} = lstatSync(join(folder, name))
      return [name, ino, mode, size, mtimeMs, ctimeMs].join(' ')
    })
}

/** All lines of all plain files in a folder, whatever they are compressed with. */
export function linesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name)
    return lstatSync(file).isFile() ? textOf(file).split('\n').slice(0, -1) : []
  })
}

export function textOf(file: string): string {
  const bytes = readFileSync(file)
  if (file.endsWith('.gz')) return gunzipSync(bytes).toString()
  return (file.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes).toString()
}
