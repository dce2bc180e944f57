import {cut} from '../columns.ts'
import type {Look} from '../door.ts'
import type {Item} from './items.ts'
import {found, type State} from './state.ts'

const hint = '↑↓ move · type to search · Enter runs · Esc leaves'

/** The menu as lines, none wider than the terminal, no more than `rows` of them. */
export function draw(state: State, look: Look, rows: number): readonly string[] {
  const items = found(state)
  const room = Math.max(1, rows - 4)
  const from = Math.max(0, Math.min(state.at - Math.floor(room / 2), items.length - room))
  const names = Math.min(30, Math.max(0, ...state.items.map((item) => nameOf(item).length)))
  const lines = items
    .slice(from, from + room)
    .map((item, at) => line(item, at + from === state.at, names, look))
  const more = items.length > room ? ` · ${state.at + 1} of ${items.length}` : ''
  return [
    `${look.paint('bold', 'parrot')}  what would you like to do?`,
    `${look.paint('cyan', '›')} ${cut(state.query, look.width - 4)}${look.paint('inverse', ' ')}`,
    ...(lines.length > 0 ? lines : [look.paint('dim', '  nothing is called that')]),
    look.paint('dim', cut(hint + more, look.width - 1)),
  ]
}

function line(item: Item, marked: boolean, names: number, {paint, width}: Look): string {
  const name = cut(nameOf(item), names).padEnd(names)
  const text = cut(item.effect === 'deny' ? `no: ${item.reason}` : item.says, width - names - 6)
  const pointer = marked ? paint('cyan', '❯') : ' '
  if (item.effect === 'deny') return `${pointer} ${paint('dim', `${name}  ${text}`)}`
  const mark = item.effect === 'ask' ? paint('yellow', '?') : ' '
  return `${pointer} ${marked ? paint('bold', name) : name}${mark} ${text}`
}

const nameOf = ({path}: Item) => path.join(' ')
