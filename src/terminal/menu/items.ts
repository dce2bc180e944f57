import type {Parrot} from '../../host/parrot.ts'
import type {Verdict} from '../../rbac/decision.ts'
import {helpHere, line} from '../../text/reader.ts'
import {core} from '../core.ts'
import {theirs} from '../plugin-words.ts'
import {plainLine} from '../plain.ts'
import type {Tools} from '../tools.ts'

/** A line of the menu. */
export type Item = {
  /** The words after `parrot`. */
  readonly path: readonly string[]
  readonly tool: string
  readonly says: string
  readonly effect: 'allow' | 'ask' | 'deny'
  /** Why it is not simply allowed; empty where it is. */
  readonly reason: string
}

/** What can be run from here: what is allowed first, then what needs approval, then what is not allowed and why. */
export function menuItems({may, operator}: Pick<Parrot, 'may' | 'operator'>, tools: Tools): readonly Item[] {
  const plugins = [...tools].map(([tool, {plugin, command}]) => ({
    tool,
    path: command.path,
    says: plainLine(theirs(plugin, command.description)),
  }))
  const own = Object.entries(core).flatMap(([id, {menu, summary}]) =>
    menu === undefined ? [] : [{tool: menu, path: id.split(':'), says: helpHere(summary)}],
  )
  const items = [...plugins, ...own].map((item) => ({...item, ...standing(may(operator, item.tool))}))
  return items.sort((a, b) => order[a.effect] - order[b.effect])
}

const order = {allow: 0, ask: 1, deny: 2}

function standing({effect, because}: Verdict): Pick<Item, 'effect' | 'reason'> {
  const {permission, rule, role} = because
  if (effect === 'allow') return {effect, reason: ''}
  if (effect === 'ask') return {effect, reason: line('menu_approval', {permission})}
  if (rule === undefined) return {effect, reason: plainLine(line('menu_needs', {permission}))}
  const about = {permission, rule}
  return {
    effect,
    reason: plainLine(
      role === undefined ? line('menu_forbids', about) : line('menu_forbids_of', {...about, role}),
    ),
  }
}
