import type {Engine} from '../engine.ts'
import {create} from './create.ts'
import {drill} from './drill.ts'
import {list} from './list.ts'
import {prune} from './prune.ts'
import {restore} from './restore.ts'
import {verify} from './verify.ts'

/** The engine that needs nothing installed: one tar.zst a backup, with its manifest inside. */
export const embedded: Engine = {create, list, verify, restore, drill, prune}
