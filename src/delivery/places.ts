import {join} from 'node:path'
import type {Paths} from '../config/paths.ts'

/** Where Parrot keeps who was told of what. */
export const storeFile = ({state}: Pick<Paths, 'state'>) => join(state, 'delivery.db')

/** Held by the one process that delivers. */
export const lockFile = ({state}: Pick<Paths, 'state'>) => join(state, 'delivery')
