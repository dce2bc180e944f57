import {fallen, type KeyRow} from '../../rbac/key-row.ts'

/** A key as people may see it: nothing that it could be found out from. */
export function shown(row: KeyRow, now: number) {
  const {id, name, roles, owner, created, expires, revoked, from} = row
  const times = {created, ...(expires && {expires}), ...(revoked && {revoked})}
  return {id, name, roles, owner, ...times, ...(from && {from}), state: fallen(row, now) ?? 'good'}
}
