import type {Operation} from './operation.ts'
import {auditExport, auditHead, auditVerify} from './operations/audit.ts'
import {doctor} from './operations/doctor.ts'
import {eventsList} from './operations/events.ts'
import {can, whoami} from './operations/identity.ts'
import {pluginApprove, pluginEnable, pluginPropose} from './operations/plugin-approve.ts'
import {pluginDisable, pluginRollback, pluginUninstall} from './operations/plugin-change.ts'
import {pluginInspect} from './operations/plugin-inspect.ts'
import {pluginInstall, pluginLink, pluginUpdate} from './operations/plugin-install.ts'
import {pluginNew} from './operations/plugin-new.ts'
import {pluginTest} from './operations/plugin-test.ts'
import {pluginVerify} from './operations/plugin-verify.ts'
import {pluginList} from './operations/plugins.ts'
import {pluginKeygen} from './operations/keygen.ts'
import {pluginSearch} from './operations/search.ts'
import {pluginSign} from './operations/sign.ts'
import {pluginConfigSet, pluginConfigShow, pluginConfigUnset} from './operations/plugin-config.ts'
import {pluginTrace, pluginTracePropose} from './operations/plugin-trace.ts'
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
  pluginApprove,
  pluginEnable,
  pluginDisable,
  pluginInspect,
  pluginInstall,
  pluginUpdate,
  pluginLink,
  pluginRollback,
  pluginUninstall,
  pluginVerify,
  pluginNew,
  pluginTest,
  pluginSearch,
  pluginKeygen,
  pluginSign,
  pluginConfigShow,
  pluginConfigSet,
  pluginConfigUnset,
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
