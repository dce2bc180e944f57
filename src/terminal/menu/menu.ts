import {on} from 'node:events'
import {emitKeypressEvents} from 'node:readline'
import {outcomes} from '../../outcomes.ts'
import type {Door, Keyboard} from '../door.ts'
import {visibleTools} from '../tools.ts'
import {warn} from '../warn.ts'
import {draw} from './draw.ts'
import {askInputs} from './inputs.ts'
import {menuItems, type Item} from './items.ts'
import {press, type Key, type State, type Step} from './state.ts'

/** Lets somebody pick a command and give what it needs; the command line that this makes, or undefined when they leave. */
export async function menu(door: Door): Promise<readonly string[] | undefined> {
  const tools = await visibleTools(door)
  await warn(door)
  const step = await pick({items: menuItems(await door.parrot(), tools), query: '', at: 0}, door)
  if ('chosen' in step) return commandLine(step.chosen, door)
  if ('left' in step && step.left === 'interrupted') process.exitCode = outcomes.cancelled.exit
  return undefined
}

async function commandLine(item: Item, door: Door): Promise<readonly string[] | undefined> {
  const inputs = await askInputs(door, item.tool)
  if (inputs === undefined) {
    process.exitCode = outcomes.cancelled.exit
    return undefined
  }
  const argv = [...item.path, ...inputs]
  door.out.write(`${door.out.paint('dim', `$ parrot ${argv.map(quoted).join(' ')}`)}\n`)
  return argv
}

const quoted = (word: string) =>
  /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`

/** Draws, waits for a key, draws again. The keyboard and the screen are as they were when it resolves. */
async function pick(first: State, {out, keyboard}: Door): Promise<Step> {
  let state = first
  let height = 0
  const show = (lines: readonly string[]) => {
    const back = height > 1 ? `\u001b[${height - 1}A` : ''
    out.write(`${back}\r\u001b[J${lines.join('\n')}`)
    height = lines.length
  }
  const redraw = () => show(draw(state, out, out.screen().rows || 24))
  return withKeys(keyboard(), async (keys) => {
    redraw()
    for await (const key of keys) {
      const step = press(state, key)
      if (!('state' in step)) {
        show([''])
        return step
      }
      state = step.state
      redraw()
    }
    return {left: 'interrupted'}
  })
}

/** Hands the keys to `use` as they are pressed, without echo; whatever happens the terminal is given back. */
async function withKeys<T>(keyboard: Keyboard, use: (keys: AsyncIterable<Key>) => Promise<T>): Promise<T> {
  emitKeypressEvents(keyboard)
  keyboard.setRawMode(true)
  keyboard.resume()
  try {
    return await use(presses(keyboard))
  } finally {
    keyboard.setRawMode(false)
    keyboard.pause()
  }
}

async function* presses(keyboard: Keyboard): AsyncGenerator<Key> {
  for await (const [, key] of on(keyboard, 'keypress', {close: ['end', 'close']})) yield key as Key
}
