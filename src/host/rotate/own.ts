import {join} from 'node:path'
import type {Config} from '../../config/config.ts'
import {policyPlaces} from '../../config/policy-files.ts'
import type {Paths} from '../../config/paths.ts'
import {journalPlace} from '../journal-place.ts'
import {fileId} from '../open-files.ts'
import {ownFolders} from '../sandbox-options.ts'

/** What is Parrot's own and not a log, whatever a pattern says. */
export type Own = {
  readonly folder: (path: string, id: string) => boolean
  readonly file: (id: string) => boolean
}

/**
 * Parrot's folders with all that is below them, but for the folder of its logs; and, wherever they are seen, the journal,
 * the host's key, the files that heads of the journal are written to and those of roles and users.
 */
export function ownThings(paths: Paths, config: Pick<Config, 'audit' | 'rbac'>, logs: string): Own {
  const {file, key} = journalPlace(paths, config)
  const heads = [join(paths.data, 'audit-heads.jsonl'), ...config.audit.heads]
  const policy = Object.values(policyPlaces(paths, config))
  const files = new Set(
    [file, `${file}-wal`, `${file}-shm`, key, ...heads, ...policy].flatMap((one) => fileId(one) ?? []),
  )
  const folders = ownFolders(paths)
  const ids = new Set(folders.flatMap((one) => fileId(one) ?? []))
  return {
    folder: (path, id) =>
      path !== logs && (ids.has(id) || folders.some((own) => path === own || path.startsWith(`${own}/`))),
    file: (id) => files.has(id),
  }
}
