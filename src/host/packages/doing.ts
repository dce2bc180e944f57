import {readdirSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {makeFolders} from '../../events/make-folders.ts'
import type {BuiltinCall} from '../builtin.ts'
import type {Doing} from './manager.ts'

const kept = 20

/** What a manager is handed for one call: its lines go to who watches, and to a file in Parrot's state, of which the newest stay. */
export function doingOf({work, host}: BuiltinCall): Doing {
  const folder = join(host.paths.state, 'system_update')
  makeFolders(folder)
  // Each begins with its moment.
  const logs = readdirSync(folder).filter((file) => /^\d/.test(file))
  for (const old of logs.toSorted().slice(0, -kept)) rmSync(join(folder, old), {force: true})
  const {signal, watch} = work.request
  const moment = new Date(host.now()).toISOString().replaceAll(':', '')
  return {
    signal,
    log: (line) => watch.log?.(line),
    logFile: join(folder, `${moment}-${work.id}.log`),
  }
}
