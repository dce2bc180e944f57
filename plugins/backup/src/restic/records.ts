import {randomBytes} from 'node:crypto'
import {mkdirSync, readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {replaceFile} from '../../../../src/config/update-file.ts'
import {hostOf} from './snapshots.ts'
import type {Settings} from './settings.ts'

/** What restic does not keep of a snapshot. It is known where that was made. */
export type Record = {
  readonly entries: number
  /** One that an older Parrot made has none. */
  readonly files?: number
  readonly bytes: number
  readonly added: number
  readonly missing: number
  readonly changed: number
}

export function recordOf({data}: Settings, id: string): Record | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(data, id), 'utf8')) as Record
  } catch {
    return undefined
  }
}

export function keepRecord({data}: Settings, id: string, record: Record): void {
  mkdirSync(join(data, 'restic'), {recursive: true, mode: 0o700})
  replaceFile(fileOf(data, id), JSON.stringify(record))
}

export function dropRecord({data}: Settings, id: string): void {
  rmSync(fileOf(data, id), {force: true})
}

/** What this machine's snapshots are known by, from now on: every sandbox has the same name for its host. */
export function nameHost(settings: Settings): string {
  const known = hostOf(settings)
  if (known !== '') return known
  const name = `parrot-${randomBytes(4).toString('hex')}`
  replaceFile(join(settings.data, 'restic-host'), name)
  return name
}

function fileOf(data: string, id: string): string {
  return join(data, 'restic', `${id}.json`)
}
