import {chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import type {Paths} from '../../config/paths.ts'
import {makeFolders} from '../../events/make-folders.ts'
import {identify} from '../../sandbox/process.ts'
import {copyTo} from '../../sandbox/readable.ts'

const name = /^trace-(\d+)-/

/** Gives `use` a copy of the folder `dir` and takes it away whatever happens, with what killed traces have left. */
export async function withCopy<T>(
  {cache}: Pick<Paths, 'cache'>,
  dir: string,
  use: (copy: string) => Promise<T>,
): Promise<T> {
  makeFolders(cache)
  removeAbandoned(cache)
  const folder = mkdtempSync(join(cache, `trace-${process.pid}-`))
  try {
    const copy = join(folder, 'plugin')
    mkdirSync(copy)
    copyTo(copy, dir)
    chmodSync(copy, 0o755)
    return await use(copy)
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}

function removeAbandoned(cache: string): void {
  const left = readdirSync(cache).filter((entry) => {
    const [, pid] = name.exec(entry) ?? []
    return pid !== undefined && identify(Number(pid)) === undefined
  })
  for (const entry of left) rmSync(join(cache, entry), {recursive: true, force: true})
}
