import {mkdirSync, mkdtempSync, readdirSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {onTestFinished} from 'vitest'
import {openParrot} from '../../src/app.ts'
import type {CallResult} from '../../src/host/request.ts'
import {newHome, put, root} from '../home.ts'

export type Row = {
  readonly database: string
  readonly status?: string
  readonly state?: string
  readonly file: string
  readonly bytes: number
  readonly why: string
}
export type Result = CallResult & {
  readonly output: {readonly dumps: readonly Row[]; readonly removed: readonly string[]}
}

/** A folder for dumps, and how to call a plugin there that is configured like this. */
export async function dumping(plugin: string, config: object, others: object = {}) {
  const place = mkdtempSync(join(tmpdir(), 'dumping-'))
  onTestFinished(() => rmSync(place, {recursive: true, force: true}))
  const dir = join(place, 'dumps')
  mkdirSync(dir, {mode: 0o700})
  const home = newHome()
  put(join(home.home, 'config/config.json'), {plugins: {[plugin]: {DUMP_DIR: dir, ...config}, ...others}})
  const opened = await openParrot({...home, root})
  onTestFinished(() => opened.close())
  const ask = async (command: string, values: object = {}, dryRun = false): Promise<Result> =>
    (await opened.call({
      tool: `${plugin}_${command}`,
      by: opened.operator,
      door: 'terminal',
      input: async () => ({values: values as Record<string, unknown>}),
      dryRun,
      unsandboxed: false,
      signal: new AbortController().signal,
      watch: {},
    })) as Result
  return {ask, dir, place, home: home.home, files: () => filesIn(dir)}
}

/** The dumps in a folder; what is beside them is left out. */
export function filesIn(dir: string): string[] {
  return readdirSync(dir)
    .filter((name) => !name.startsWith('.') && !name.endsWith('.sha256'))
    .sort()
}
