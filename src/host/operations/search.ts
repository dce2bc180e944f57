import {resolve} from 'node:path'
import {problem} from '../../text/problem.ts'
import {done, wrong, type Operation} from '../operation.ts'

const texts = {type: 'array', items: {type: 'string', minLength: 1, maxLength: 2000}, maxItems: 50} as const
const patienceMs = 15_000

/** Plugins by words, in the indexes that are named or that the configuration names. What is found was only read, and grants nothing. */
export const pluginSearch: Operation = {
  tool: 'plugin_search',
  permissions: ['plugin:install'],
  changes: false,
  terminal: true,
  // An index file that is not there and one that is no index are told apart.
  files: ({index}) => index !== undefined,
  input: {
    type: 'object',
    properties: {
      words: {...texts, description: 'Each has to be found in the name, a keyword or the description'},
      index: {...texts, description: 'Files or addresses to look in, instead of the configured ones'},
    },
    additionalProperties: false,
  },
  run: async ({around}, {values, world, request: {signal}}) => {
    const {words = [], index} = values as {readonly words?: string[]; readonly index?: string[]}
    const places = index ?? world.config.install.indexes
    if (places.length === 0) return wrong(problem('index_none'))
    const [{readIndex}, {isWeb}, {searchIn}] = await Promise.all([
      import('../install/index-file.ts'),
      import('../install/index-text.ts'),
      import('../install/search.ts'),
    ])
    const patience = {ms: patienceMs, signal}
    const all = [...new Set(places.map((place) => (isWeb(place) ? place : resolve(around.cwd, place))))]
    const indexes = await Promise.all(all.map((place) => readIndex(place, patience)))
    const problems = indexes.flatMap((each) => each.problem ?? [])
    if (signal.aborted) return {outcome: 'cancelled', problems: []}
    if (indexes.every(({entries}) => entries === undefined)) return {outcome: 'failed', problems}
    return done({plugins: searchIn(indexes, words), problems})
  },
}
