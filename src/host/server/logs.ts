import type {Builtin} from '../builtin.ts'
import {journalLines} from '../service/journal-lines.ts'
import {logTail} from '../../log/log-tail.ts'
import {whereServer} from './running.ts'
import {unitName} from './unit.ts'
import {unitOf} from './unit-verb.ts'

/** What the server said last, oldest first: from journald where systemd keeps it, else from its own file. */
export const serverLogs: Builtin = async ({host, work}) => {
  const count = Number(work.values['lines'])
  const {uid} = host.around
  if (unitOf(host) === undefined) {
    const {log} = whereServer(host.paths, uid).place
    const lines = logTail(log, count).map((text) => ({text}))
    return {outcome: 'ok', problems: [], output: {from: log, lines}}
  }
  const {signal} = work.request
  const found = await journalLines(unitName, {lines: count, user: uid !== 0}, signal)
  if (found.problem !== undefined) return {outcome: 'failed', problems: [found.problem]}
  const lines = found.lines.map(({at, text}) => ({text: `${at} ${text}`}))
  return {outcome: 'ok', problems: [], output: {from: 'journald', lines}}
}
