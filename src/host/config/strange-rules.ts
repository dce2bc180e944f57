import type {AlertRule} from '../../config/alert-config.ts'
import type {Config} from '../../config/config.ts'
import type {Layers} from '../../config/load.ts'
import {notThere} from '../../text/not-there.ts'
import type {Problem} from '../../text/problem.ts'
import type {World} from '../world.ts'
import {at, placedExactly, strongestFirst} from './who-says.ts'

const parts = ['on', 'until', 'within', 'value'] as const

/** One warning for each operation that an alert rule looks at and that is not there, with the nearest that is. */
export function strangeRules(
  {alerts}: Pick<Config, 'alerts'>,
  {catalog, operations}: Pick<World, 'catalog' | 'operations'>,
  layers: Layers,
): readonly Problem[] {
  const known = [...catalog.commands.keys(), ...operations.keys()]
  return Object.entries(alerts.rules).flatMap(([name, rule]) =>
    namedIn(rule)
      .filter(({operation}) => !known.includes(operation))
      .map(({part, operation}) => {
        const from = placeOf(['alerts', 'rules', name, part, 'operation'], layers)
        return notThere('config_rule_operation', {from, name, operation}, operation, known)
      }),
  )
}

const namedIn = (rule: AlertRule) =>
  parts.flatMap((part) => {
    const operation = rule[part]?.operation
    return operation === undefined ? [] : [{part, operation}]
  })

/** Rules are merged by their names, so all of one stands in the strongest file that has it. */
function placeOf(path: readonly string[], layers: Layers): string {
  const layer = strongestFirst(layers).find(({value}) => at(value, path) !== undefined)
  return layer === undefined ? '' : placedExactly(layer, path)
}
