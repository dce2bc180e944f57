import {join} from 'node:path'
import type {Job} from '../engine.ts'
import type {Settings} from './settings.ts'

/** What comes from a server is kept beside, so that it need not come again. */
export function cacheOf({url}: Settings, {dir}: Job): readonly string[] {
  return url === undefined ? ['--no-cache'] : ['--cache-dir', join(dir, 'cache')]
}
