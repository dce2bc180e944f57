import {alone} from '../../config/update-file.ts'
import type {KeyRow} from '../../rbac/key-row.ts'
import type {Problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import {done, wrong, type Host} from '../operation.ts'
import type {Work} from '../walk.ts'
import {keysFile, readKeys, writeKeys} from './files.ts'
import {shown} from './shown.ts'

/** A row as it is from now on, with the key itself where it is another. */
export type Change = {
  readonly row: KeyRow
  readonly key?: string
  readonly event: 'KEY_CREATED' | 'KEY_REHASHED' | 'KEY_REVOKED'
}

/** One change at a time. No key stands that the journal does not know, and none that is taken back stands for want of a record. */
export async function changed(
  host: Host,
  work: Work,
  change: (keys: readonly KeyRow[]) => Change | Problem,
): Promise<Answer> {
  const {paths, around, now} = host
  return alone(keysFile(paths), async () => {
    const keys = readKeys(paths, around.uid)
    if ('code' in keys) return wrong(keys)
    const made = change(keys)
    if ('code' in made) return wrong(made)
    const {row, key, event} = made
    const write = () => writeKeys(paths, [...keys.filter(({id}) => id !== row.id), row])
    if (event === 'KEY_REVOKED') write()
    await tell(host, work, event, row)
    if (event !== 'KEY_REVOKED') write()
    return done({...shown(row, now()), ...(key !== undefined && {key})})
  })
}

async function tell({record}: Host, {id: call, request}: Work, event_type: Change['event'], row: KeyRow) {
  const {id, name, roles, owner, expires, from} = row
  const payload = {
    call,
    key: id,
    name,
    roles,
    owner,
    ...(expires && {expires}),
    ...(from && {from}),
    who: request.by.name,
    door: request.door,
  }
  await record({event_type, payload, source: request.door, correlation_id: call})
}
