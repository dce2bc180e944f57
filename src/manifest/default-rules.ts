import {newBudget, type Budget} from './in-time.ts'
import type {JsonSchema, Manifest} from './manifest.ts'
import {unmet} from './validate.ts'
import {wanted} from './wanted.ts'
import {commandPlaces, wrong, type Path, type Wrong} from './wrong.ts'

/** Every default of an input would be accepted as that input. */
export async function defaultRules(manifest: Manifest): Promise<Wrong[]> {
  const inputs = commandPlaces(manifest).flatMap(([place, {input}]) =>
    input === undefined ? [] : [[place, input] as const],
  )
  const budget = newBudget()
  const found = await Promise.all(
    inputs.flatMap(([place, input]) => defaultsOf([...place, 'input'], input, budget)),
  )
  return found.flat()
}

function defaultsOf(path: Path, schema: JsonSchema, budget: Budget): Promise<Wrong[]>[] {
  return Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>)
    .filter(([, property]) => property['default'] !== undefined)
    .map(([name, property]) =>
      ownDefault([...path, 'properties', name, 'default'], property, schema['$defs'], budget),
    )
}

async function ownDefault(path: Path, property: JsonSchema, defs: unknown, budget: Budget): Promise<Wrong[]> {
  const schema = {...property, ...(defs !== undefined && {$defs: defs})}
  const [first] = await unmet(schema, property['default'], budget)
  return first === undefined ? [] : [wrong(path, property['default'], wanted(first))]
}
