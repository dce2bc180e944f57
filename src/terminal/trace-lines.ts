import type {Report} from '../host/trace/report.ts'
import type {Look} from './door.ts'
import {line, retold} from '../text/reader.ts'
import {grid} from './grid.ts'
import {plain, plainLine} from './plain.ts'

/** A trace for people: what to add and why, what no permission gives, and what could go. */
export function traceLines(report: Report, look: Look): string {
  const {proposals, never, unused, usual, notes} = report
  const sections = [
    proposals.length > 0 ? toAdd(report, look) : nothing(report),
    never.length > 0
      ? grid(
          ['TRIED', 'BY', 'AND'],
          never.map(({path, by, says}) => [path, by, says]),
          look,
        )
      : '',
    unused.length > 0
      ? grid(
          ['DECLARED', 'BUT'],
          unused.map(({permission, says}) => [permission, says]),
          look,
        )
      : '',
    usual.length > 0 ? plain(line('line_trace_left', {usual: usual.join(' ')})) : '',
    notes.map((note) => look.paint('dim', plainLine(retold(note), 2000))).join('\n'),
  ]
  return sections.filter((section) => section !== '').join('\n\n')
}

function toAdd({proposals, permissions}: Report, look: Look): string {
  const rows = proposals.map(({permission, by, wanted, more}) => [
    permission,
    by.join(' '),
    [...wanted, ...(more > 0 ? [line('line_trace_more', {more})] : [])].join(' '),
  ])
  const notes = proposals.flatMap(({permission, notes}) =>
    notes.map((note) => `${plainLine(permission, 600)}: ${plainLine(retold(note), 2000)}`),
  )
  const table = grid(['PERMISSION', 'FOR', 'THAT WANTED'], rows, look)
  const json = JSON.stringify(permissions, undefined, 2)
  return [line('line_trace_add'), table, ...notes, '', plain(json)].join('\n')
}

function nothing({plugin, rounds}: Report): string {
  return line('line_trace_nothing', {plugin: plainLine(plugin), rounds})
}
