/** The input of what is about one plugin. */
export const named = {
  type: 'object',
  required: ['name'],
  properties: {name: {type: 'string', description: 'Name of the plugin'}},
  additionalProperties: false,
} as const

/** The same with more beside the name, which may be left out. */
export function namedWith(properties: Readonly<Record<string, unknown>>, required: readonly string[] = []) {
  return {
    ...named,
    required: ['name', ...required],
    properties: {...named.properties, ...properties},
  } as const
}
