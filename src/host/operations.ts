import type {Operation} from './operation.ts'
import {can, whoami} from './operations/identity.ts'
import {roleList, roleShow} from './operations/roles.ts'

const all: readonly Operation[] = [whoami, can, roleList, roleShow]

/** Every operation there is, by tool name. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  all.map((operation) => [operation.tool, operation]),
)
