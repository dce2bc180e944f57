import {retold, status as word} from '../../text/reader.ts'
import {behind} from '../behind.ts'
import type {Look} from '../door.ts'
import {OwnCommand} from '../own-command.ts'
import {plain, plainLine} from '../plain.ts'

type Check = {
  readonly name: string
  readonly status: 'ok' | 'warn' | 'fail'
  readonly says: string
  readonly next?: string
}

const marks = {ok: ['green', '✓'], warn: ['yellow', '!'], fail: ['red', '✗']} as const

export default class Doctor extends OwnCommand {
  static override readonly tool = 'doctor'
  static override readonly examples = ['parrot doctor', 'parrot doctor --json']
  static override readonly exits = [
    'ok',
    'invalid_input',
    'findings',
    'broken',
    'denied',
    'cancelled',
  ] as const

  protected override document(output: unknown) {
    const {checks} = output as {checks: readonly Check[]}
    return {checks: checks.map(({says, next = null, ...check}) => ({...check, message: says, next}))}
  }

  protected view(output: unknown, look: Look): string {
    const {checks} = output as {checks: readonly Check[]}
    return checks.map((check) => line(check, look)).join('\n')
  }
}

function line({name, status, says, next}: Check, page: Look): string {
  const [look, mark] = marks[status]
  const title = plainLine(word(name))
  const found = behind(look, mark, `${title}: ${plain(retold(says))}`, page)
  const bold = found.replace(`${title}:`, () => `${page.paint('bold', title)}:`)
  return next === undefined ? bold : `${bold}\n${behind('cyan', '→', plain(retold(next)), page, 2)}`
}
