import type {Engine} from '../engine.ts'
import {create} from './create.ts'
import {drill} from './drill.ts'
import {list} from './list.ts'
import {prune} from './prune.ts'
import {restore} from './restore.ts'
import type {Settings} from './settings.ts'
import {verify} from './verify.ts'

/** The engine that works through restic, which has to be installed: one snapshot a backup. */
export function resticEngine(settings: Settings): Engine {
  return {
    create: (job, options) => create(settings, job, options),
    list: (job) => list(settings, job),
    verify: (job, options) => verify(settings, job, options),
    restore: (job, options) => restore(settings, job, options),
    drill: (job, options) => drill(settings, job, options),
    prune: (job, options) => prune(settings, job, options),
  }
}
