import type {Report} from '../host/trace/report.ts'
import type {Look} from './door.ts'
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
    usual.length > 0 ? plain(`Left out, since programs look there by themselves: ${usual.join(' ')}`) : '',
    notes.map((note) => look.paint('dim', plainLine(note, 2000))).join('\n'),
  ]
  return sections.filter((section) => section !== '').join('\n\n')
}

function toAdd({proposals, permissions}: Report, look: Look): string {
  const rows = proposals.map(({permission, by, wanted, more}) => [
    permission,
    by.join(' '),
    [...wanted, ...(more > 0 ? [`and ${more} more`] : [])].join(' '),
  ])
  const notes = proposals.flatMap(({permission, notes}) =>
    notes.map((note) => `${plainLine(permission, 600)}: ${plainLine(note, 2000)}`),
  )
  const table = grid(['PERMISSION', 'FOR', 'THAT WANTED'], rows, look)
  const json = JSON.stringify(permissions, undefined, 2)
  return ['Add these to "permissions" in manifest.json:', table, ...notes, '', plain(json)].join('\n')
}

function nothing({plugin, rounds}: Report): string {
  return `Nothing: ${plainLine(plugin)} needs no more than it declares (${rounds} ${rounds === 1 ? 'run' : 'runs'}).`
}
