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
