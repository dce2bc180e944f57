import {cpSync} from 'node:fs'
import {join} from 'node:path'
import type {Problem} from '../../text/problem.ts'
import type {Provenance} from './provenance.ts'
import type {Source} from './source.ts'

export type Fetching = {
  readonly staging: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly registry: string | undefined
  readonly entries: number
  readonly bytes: number
  readonly signal: AbortSignal
}
export type Fetched = {readonly dir: string; readonly from: Provenance}

export async function fetchPlugin(
  source: Source,
  fetching: Fetching,
): Promise<Fetched | {readonly problems: readonly Problem[]}> {
  const dir = join(fetching.staging, 'plugin')
  cpSync(source.path, dir, {recursive: true, verbatimSymlinks: true})
  return {dir, from: {source: source.text, resolved: source.path}}
}
