import type {Operation} from './operation.ts'
import {auditExport, auditHead, auditVerify} from './operations/audit.ts'
import {doctor} from './operations/doctor.ts'
import {eventsList} from './operations/events.ts'
import {can, whoami} from './operations/identity.ts'
import {pluginEnable, pluginPropose} from './operations/enable.ts'
import {pluginTrace, pluginTracePropose} from './operations/plugin-trace.ts'
import {pluginDisable, pluginList} from './operations/plugins.ts'
import {roleList, roleShow} from './operations/roles.ts'
import {userAdd, userGrant, userList, userRemove, userShow} from './operations/users.ts'

const all: readonly Operation[] = [
  whoami,
  can,
  roleList,
  roleShow,
  userList,
  userShow,
  userAdd,
  userRemove,
  userGrant,
  pluginList,
  pluginPropose,
  pluginEnable,
  pluginDisable,
  pluginTracePropose,
  pluginTrace,
  eventsList,
  auditVerify,
  auditHead,
  auditExport,
  doctor,
]

/** Every operation there is, by tool name. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  all.map((operation) => [operation.tool, operation]),
)
