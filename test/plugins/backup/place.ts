import {spawnSync} from 'node:child_process'
import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {onTestFinished} from 'vitest'
import type {CreateOptions, Job} from '../../../plugins/backup/src/engine.ts'
import {bundled} from '../bundled.ts'
import type {Step} from './programs/steps.ts'

/** A source, a folder for archives and one to restore in, gone after the test. */
export function newPlace() {
  const root = mkdtempSync(join(tmpdir(), 'backup-'))
  onTestFinished(() => rmSync(root, {recursive: true, force: true}))
  const [source, dir, below] = ['source', 'archives', 'restored'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ]
  for (const folder of [source, dir, below]) mkdirSync(folder)
  const put = (name: string, content: string | Buffer = name) => {
    mkdirSync(dirname(join(source, name)), {recursive: true})
    writeFileSync(join(source, name), content)
    return join(source, name)
  }
  return {root, source, dir, below, put, job: jobIn(dir), options: optionsFor(source)}
}

export function jobIn(dir: string, more: Partial<Job> = {}): Job {
  return {
    dir,
    dryRun: false,
    signal: new AbortController().signal,
    now: Date.now,
    log() {},
    progress() {},
    ...more,
  }
}

export function optionsFor(...sources: readonly string[]): CreateOptions {
  return {sources, excludes: [], oneFileSystem: true, level: 3, ignoreSpace: false}
}

/** Runs steps of the engine in a process of their own, behind these words. */
export async function steps(
  list: readonly Step[],
  {before = [], uid}: {readonly before?: readonly string[]; readonly uid?: number} = {},
): Promise<readonly Record<string, unknown>[]> {
  const program = await bundled('test/plugins/backup/programs/steps.ts')
  chmodSync(dirname(program), 0o755)
  const words = [...before, process.execPath, program, JSON.stringify(list)]
  const {stdout, stderr} = spawnSync(words[0] ?? '', words.slice(1), {
    encoding: 'utf8',
    ...(uid !== undefined && {uid, gid: uid}),
  })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as readonly Record<string, unknown>[]
}
