import {join} from 'node:path'
import type {Paths} from '../config/paths.ts'

/** Where every process of this home writes its log, as the scripts before Parrot did. */
export const logPlace = ({state}: Pick<Paths, 'state'>) => join(state, 'logs', 'parrot.log')
