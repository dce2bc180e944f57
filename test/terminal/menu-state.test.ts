import {expect, test} from 'vitest'
import type {Verdict} from '../../src/rbac/decision.ts'
import type {Plugin} from '../../src/host/plugin.ts'
import {lookOf} from '../../src/terminal/door.ts'
import {draw} from '../../src/terminal/menu/draw.ts'
import {menuItems} from '../../src/terminal/menu/items.ts'
import {found, press, type Key, type State} from '../../src/terminal/menu/state.ts'
import {newHome} from '../home.ts'
import {atDoor, keyboard, paper} from './at-door.ts'

const names = Array.from({length: 40}, (_, at) => `plugin_${at}`)
const tools = new Map(
  names.map((tool) => [
    tool,
    {plugin: {} as Plugin, command: {tool, path: [tool], description: `Does ${tool}`, permissions: []}},
  ]),
)

function may(_: unknown, tool: string): Verdict {
  const effect = tool === 'plugin_1' ? 'ask' : tool === 'plugin_2' || tool === 'plugin_3' ? 'deny' : 'allow'
  const because = {
    effect,
    permission: `${tool}:run`,
    ...(tool === 'plugin_3' && {rule: `!${tool}:run`}),
  } as const
  return {effect, because, decisions: [because]}
}

const items = menuItems({may, operator: {name: 'ada', roles: [], evidence: 'uid 1'}}, tools)
const first: State = {items, query: '', at: 0}

function pressed(state: State, ...keys: Key[]): State {
  return keys.reduce((at, key) => {
    const step = press(at, key)
    if (!('state' in step)) throw new Error(`${JSON.stringify(key)} ended it`)
    return step.state
  }, state)
}

const marked = (state: State) => found(state)[state.at]?.path.join(' ')
const type = (text: string) => Array.from(text, (sequence) => ({sequence}))

test('what is allowed stands first, what is not last and with its reason', () => {
  expect(items.map(({effect}) => effect).join(' ')).toMatch(/^(?:allow )+ask deny deny$/)
  expect(items.slice(-3).map(({reason}) => reason)).toEqual([
    'needs approval for plugin_1:run',
    'needs plugin_2:run',
    'needs plugin_3:run, and !plugin_3:run forbids it',
  ])
})

test('the keys move within the list', () => {
  expect(marked(pressed(first, {name: 'up'}))).toBe('plugin_0')
  expect(marked(pressed(first, {name: 'down'}, {name: 'n', ctrl: true}, {name: 'p', ctrl: true}))).toBe(
    'plugin_4',
  )
  expect(marked(pressed(first, {name: 'pagedown'}, {name: 'pageup'}))).toBe('plugin_0')
  expect(marked(pressed(first, {name: 'end'}))).toBe('plugin_3')
  expect(marked(pressed(first, {name: 'end'}, {name: 'down'}, {name: 'home'}))).toBe('plugin_0')
})

test('what is typed narrows the list; control characters are not typed', () => {
  const typed = pressed(first, ...type('DOES-17'))
  expect({query: typed.query, marked: marked(typed)}).toEqual({query: 'DOES-17', marked: undefined})
  expect(marked(pressed(first, ...type('does 17')))).toBe('plugin_17')
  expect(
    pressed(first, {sequence: '\u001b[2J'}, {sequence: '\u202e'}, {name: 'tab', sequence: '\t'}, {}).query,
  ).toBe('')
  expect(pressed(typed, {name: 'backspace'}).query).toBe('DOES-1')
  expect(pressed(typed, {name: 'u', ctrl: true}).query).toBe('')
  expect(pressed(typed, {name: 'escape'}).query).toBe('')
  expect(pressed(first, ...type('x'.repeat(100))).query).toHaveLength(60)
  expect(pressed(first, {name: 'l', ctrl: true})).toBe(first)
})

test('leaving and choosing', () => {
  expect(press(first, {name: 'escape'})).toEqual({left: 'quietly'})
  expect(press({...first, query: 'x'}, {name: 'escape', sequence: '\u001b\u001b'})).toEqual({left: 'quietly'})
  expect(press(first, {name: 'c', ctrl: true})).toEqual({left: 'interrupted'})
  expect(press(first, {name: 'd', ctrl: true})).toEqual({left: 'interrupted'})
  expect(press(first, {name: 'return'})).toMatchObject({chosen: {tool: 'plugin_0'}})
  const denied = pressed(first, {name: 'end'})
  expect(press(denied, {name: 'enter'})).toEqual({state: denied})
  expect(press({...first, query: 'zzz'}, {name: 'return'})).toMatchObject({state: {query: 'zzz'}})
})

test('a drawing never has more lines than the screen nor longer ones, wherever the mark is', () => {
  const look = lookOf(() => paper(), {})
  for (let at = 0; at < items.length; at++) {
    const lines = draw({...first, at}, look, 12)
    expect(lines).toHaveLength(11)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(lines.filter((line) => line.startsWith('❯'))).toHaveLength(1)
  }
  expect(draw({...first, query: 'zzz'}, look, 12).join('\n')).toContain('nothing is called that')
  expect(draw(first, look, 1)).toHaveLength(4)
})

test('a name that begins with what was typed comes before one that holds it, and that before a description', () => {
  const item = (name: string, says: string) => ({...(items[0] as (typeof items)[0]), path: [name], says})
  const some = [item('doctor', 'who is well'), item('ask_who', ''), item('whoami', '')]
  const names = found({items: some, query: 'who', at: 0}).map(({path}) => path[0])
  expect(names).toEqual(['whoami', 'ask_who', 'doctor'])
})

test('what Escape does stands below, whole on a narrow screen too', () => {
  const narrow = lookOf(() => Object.assign(paper(true), {columns: 40}), {NO_COLOR: '1'})
  const [all, searching] = [first, {...first, query: 'does'}].map((state) => draw(state, narrow, 12))
  expect(all?.slice(-2)).toEqual(['↑↓ move · type to search · Enter runs', 'Esc leaves'])
  expect(searching?.slice(-2)).toEqual(['↑↓ move · Enter runs', 'Esc clears the search, again: leaves'])
  expect(all?.length).toBeLessThanOrEqual(12)
  expect(Math.max(...[...(all ?? []), ...(searching ?? [])].map((line) => line.length))).toBeLessThanOrEqual(
    40,
  )
})

test('picked, asked for, and run, in front of the real host', async () => {
  const [keys, screen] = [keyboard(), paper(true)]
  const ending = atDoor(newHome(), [], {keyboard: keys, screen})
  await screen.see('Esc leaves')
  keys.write('whoami\r')
  const {status, out} = await ending
  expect({status, out}).toMatchObject({
    status: 0,
    out: expect.stringMatching(/\$ parrot whoami.*\n\w+ \(uid \d+\), role admin/),
  })
})

test('a keyboard that goes away is somebody who leaves', async () => {
  const [keys, screen] = [keyboard(), paper(true)]
  const ending = atDoor(newHome(), [], {keyboard: keys, screen})
  await screen.see('Esc leaves')
  keys.end()
  expect((await ending).status).toBe(130)
})
