import {readdirSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import type {Job} from '../engine.ts'
import type {Restic} from './program.ts'
import type {Settings} from './settings.ts'

const parts = new Set(['data', 'index', 'keys', 'locks', 'snapshots', 'tmp'])

/**
 * Makes a new repository, in a folder only where there is nothing else in it: a disk that is not mounted looks like an empty
 * folder too, which is why `create` does this only when told to. What a killed one has left is no repository, and goes first.
 */
export async function makeRepository(restic: Restic, {url}: Settings, {dir, log}: Job): Promise<void> {
  if (url === undefined) clear(dir)
  await restic({words: ['init', '--no-cache']})
  log('info', 'made a new repository: whoever loses its password loses all that is in it')
}

function clear(dir: string): void {
  const found = readdirSync(dir).filter((name) => !name.startsWith('.backup.guard') && name !== 'lost+found')
  const foreign = found.find((name) => !parts.has(name))
  const used = ['data', 'index', 'snapshots'].find(
    (name) => found.includes(name) && hasFiles(join(dir, name)),
  )
  if (foreign !== undefined || used !== undefined)
    throw new Error(`${dir} is not empty (${foreign ?? used}): a new repository needs a folder of its own`)
  for (const name of found) rmSync(join(dir, name), {recursive: true})
}

function hasFiles(folder: string): boolean {
  return readdirSync(folder, {recursive: true, withFileTypes: true}).some((one) => !one.isDirectory())
}
