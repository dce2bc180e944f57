import type {Operation} from './operation.ts'
import {alertCheck, alertList, alertSilence, alertTest, alertUnsilence} from './operations/alerts.ts'
import {auditExport, auditHead, auditVerify, auditVerifyExport} from './operations/audit.ts'
import {
  configAwait,
  configCheck,
  configConfirm,
  configDiff,
  configEdit,
  configGet,
  configHistory,
  configInit,
  configMend,
  configRollback,
  configSet,
  configShow,
  configUnset,
  reloadConfig,
} from './operations/config.ts'
import {doctor} from './operations/doctor.ts'
import {eventsList, eventsStats} from './operations/events.ts'
import {eventsPrune} from './operations/prune.ts'
import {can, whoami} from './operations/identity.ts'
import {keyImport} from './operations/key-import.ts'
import {keyCreate, keyList, keyRevoke, keyRotate} from './operations/keys.ts'
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
import {
  eventsDead,
  eventsReplay,
  eventsRetry,
  eventsSubscribers,
  eventsTest,
} from './operations/subscribers.ts'
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
  keyCreate,
  keyList,
  keyRevoke,
  keyRotate,
  keyImport,
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
  alertList,
  alertTest,
  alertSilence,
  alertUnsilence,
  alertCheck,
  eventsList,
  eventsStats,
  eventsPrune,
  eventsSubscribers,
  eventsDead,
  eventsRetry,
  eventsReplay,
  eventsTest,
  auditVerify,
  auditVerifyExport,
  auditHead,
  auditExport,
  configShow,
  configGet,
  configSet,
  configUnset,
  configInit,
  configCheck,
  configEdit,
  configDiff,
  configHistory,
  configRollback,
  configMend,
  configConfirm,
  configAwait,
  reloadConfig,
  doctor,
]

/** Every operation there is, by tool name. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  all.map((operation) => [operation.tool, operation]),
)
