import {randomUUID} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Grants, Job, RunLimits} from '../../src/sandbox/sandbox.ts'

export type Asked = Partial<Omit<Job, 'grants' | 'limits'>> & {
  grants?: Partial<Grants>
  limits?: Partial<RunLimits>
}

/** A job for the plugin of this name in `folder`, with what `asked` says and otherwise nothing. */
export function jobOf(folder: string, plugin: string, {grants, limits, ...asked}: Asked = {}): Job {
  const dir = join(folder, plugin)
  return {
    call: randomUUID(),
    plugin,
    dir,
    entry: entryIn(asked.dir ?? dir),
    readOnly: false,
    shipped: false,
    bypass: false,
    env: {},
    stdin: '{}',
    ...asked,
    grants: {read: [], write: [], connect: [], exec: [], sys: [], ...grants},
    limits: {
      timeoutMs: 20_000,
      graceMs: 200,
      outputBytes: 1024 ** 2,
      memoryBytes: 512 * 1024 ** 2,
      pids: 64,
      diskBytes: 16 * 1024 ** 2,
      ...limits,
    },
  }
}

function entryIn(dir: string): string {
  return (JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as {entrypoint: string}).entrypoint
}
