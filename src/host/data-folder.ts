import {join} from 'node:path'
import type {Paths} from '../config/paths.ts'

/** Where a plugin keeps what it wants to find again. It appears as /data. */
export function dataFolderOf({data}: Pick<Paths, 'data'>, plugin: string): string {
  return join(data, 'plugin-data', plugin)
}
