import type {Item} from './items.ts'

/** Where somebody is in the menu. */
export type State = {
  readonly items: readonly Item[]
  /** What was typed. */
  readonly query: string
  /** Which of the found items is marked. */
  readonly at: number
}

export type Key = {
  readonly name?: string | undefined
  readonly sequence?: string | undefined
  readonly ctrl?: boolean | undefined
}

export type Step =
  {readonly state: State} | {readonly chosen: Item} | {readonly left: 'quietly' | 'interrupted'}

/** The items that every typed word is found in; those whose name begins with what was typed come first, then other names. */
export function found({items, query}: State): readonly Item[] {
  const wanted = fold(query)
  const words = wanted.split(' ')
  const matching = items.filter((item) =>
    words.every((word) => fold(`${item.path.join(' ')} ${item.says}`).includes(word)),
  )
  return matching.toSorted((a, b) => rank(a, wanted) - rank(b, wanted))
}

function rank({path}: Item, wanted: string): number {
  const name = fold(path.join(' '))
  if (name.startsWith(wanted)) return 0
  return name.includes(wanted) ? 1 : 2
}

const fold = (text: string) => text.toLowerCase().replaceAll(/[-_]/g, '')

/** What one key does. Escape clears the search, a second one leaves; two at once, which arrive as one key, do both. */
export function press(state: State, key: Key): Step {
  if (key.ctrl === true) return control(state, key)
  const step = moves[key.name ?? '']
  if (step !== undefined) return moved(state, step)
  if (key.name === 'return' || key.name === 'enter') return choose(state)
  if (key.name === 'escape')
    return state.query === '' || key.sequence === '\u001b\u001b' ? {left: 'quietly'} : typed(state, '')
  if (key.name === 'backspace') return typed(state, state.query.slice(0, -1))
  const text = key.sequence ?? ''
  return /^[^\p{Cc}\p{Cf}]$/u.test(text) ? typed(state, (state.query + text).slice(0, 60)) : {state}
}

const moves: Readonly<Record<string, number>> = {
  up: -1,
  down: 1,
  pageup: -10,
  pagedown: 10,
  home: -Infinity,
  end: Infinity,
}

function control(state: State, {name}: Key): Step {
  if (name === 'c' || name === 'd') return {left: 'interrupted'}
  if (name === 'n') return moved(state, 1)
  if (name === 'p') return moved(state, -1)
  return name === 'u' ? typed(state, '') : {state}
}

function moved(state: State, by: number): Step {
  const last = Math.max(0, found(state).length - 1)
  return {state: {...state, at: Math.min(last, Math.max(0, state.at + by))}}
}

const typed = (state: State, query: string): Step => ({state: {...state, query, at: 0}})

/** What is not allowed cannot be chosen; its line says why. */
function choose(state: State): Step {
  const item = found(state)[state.at]
  return item === undefined || item.effect === 'deny' ? {state} : {chosen: item}
}
