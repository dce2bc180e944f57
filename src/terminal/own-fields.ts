import type {Field} from './fields.ts'

type More = Partial<Omit<Field, 'property' | 'name' | 'description'>>

/** A word that has to be there, by its place. */
export function argument(property: string, description: string, more: More = {}): Field {
  return {property, name: property, kind: 'text', description, positional: true, required: true, ...more}
}

/** A flag with a value. */
export function option(property: string, description: string, more: More = {}): Field {
  return {property, name: property, kind: 'text', description, ...more}
}

/** For changes of the configuration. */
export const commitConfirm: Field = {
  property: 'commitConfirm',
  name: 'commit-confirm',
  kind: 'text',
  description: 'Take it back after this time, as 5m, unless parrot config confirm comes first',
}

/** For what Parrot changes itself. */
export const dryRun: Field = {
  property: 'dryRun',
  name: 'dry-run',
  kind: 'boolean',
  description: 'Say what would be done and do nothing',
}
