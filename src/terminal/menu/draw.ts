import {line as inWords} from '../../text/reader.ts'
import {cut} from '../columns.ts'
import type {Look} from '../door.ts'
import type {Item} from './items.ts'
import {found, type State} from './state.ts'

const hints = {
  all: ['menu_move', 'menu_type', 'menu_enter', 'menu_leave'],
  searching: ['menu_move', 'menu_enter', 'menu_clear'],
} as const

/** The menu as lines, none wider than the terminal, no more than `rows` of them. */
export function draw(state: State, look: Look, rows: number): readonly string[] {
  const items = found(state)
  const title = inWords('menu_title')
  const hint = hintLines(state, look)
  const room = Math.max(1, rows - 3 - hint.length)
  const from = Math.max(0, Math.min(state.at - Math.floor(room / 2), items.length - room))
  const names = Math.min(30, Math.max(0, ...state.items.map((item) => nameOf(item).length)))
  const lines = items
    .slice(from, from + room)
    .map((item, at) => line(item, at + from === state.at, names, look))
  const place =
    items.length > room ? `  ${inWords('menu_place', {at: state.at + 1, count: items.length})}` : ''
  const more = title.length + place.length + 10 < look.width ? place : ''
  return [
    `${look.paint('bold', 'parrot')}  ${title}${look.paint('dim', more)}`,
    `${look.paint('cyan', '›')} ${cut(state.query, look.width - 4)}${look.paint('inverse', ' ')}`,
    ...(lines.length > 0 ? lines : [look.paint('dim', `  ${inWords('menu_nothing')}`)]),
    ...hint.map((line) => look.paint('dim', line)),
  ]
}

/** Broken between two hints where they do not fit on one line. */
function hintLines({query}: State, {width}: Look): readonly string[] {
  const parts = (query === '' ? hints.all : hints.searching).map((hint) => inWords(hint))
  const lines: string[] = []
  for (const part of parts) {
    const longer = `${lines.at(-1)} · ${part}`
    if (lines.length === 0 || longer.length >= width) lines.push(part)
    else lines[lines.length - 1] = longer
  }
  return lines
}

function line(item: Item, marked: boolean, names: number, {paint, width}: Look): string {
  const name = cut(nameOf(item), names).padEnd(names)
  const text = cut(
    item.effect === 'deny' ? inWords('menu_no', {reason: item.reason}) : item.says,
    width - names - 6,
  )
  const pointer = marked ? paint('cyan', '❯') : ' '
  if (item.effect === 'deny') return `${pointer} ${paint('dim', `${name}  ${text}`)}`
  const mark = item.effect === 'ask' ? paint('yellow', '?') : ' '
  return `${pointer} ${marked ? paint('bold', name) : name}${mark} ${text}`
}

const nameOf = ({path}: Item) => path.join(' ')
