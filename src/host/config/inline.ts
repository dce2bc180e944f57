import {isDeepStrictEqual} from 'node:util'
import {checkText} from '../../config/read.ts'
import type {Part} from '../../config/load.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Work} from '../walk.ts'
import {referenceOf} from '../secrets/reference.ts'
import {isBound} from './lent.ts'
import {shown, shownText} from './shown.ts'
import {specsOf} from './units.ts'

type Catalog = Work['world']['catalog']

/** What keeps a whole text from being given to people with lent rights: the secrets that stand in it, or that nobody knows whether some do. */
export async function keptBack(
  work: Pick<Work, 'request' | 'world'>,
  {file, text}: {readonly file: string; readonly text?: string},
): Promise<Problem | undefined> {
  if (text === undefined || !isBound(work)) return undefined
  const {value, problems} = await checkText<Part>(file, text, 'config')
  const where =
    problems.length > 0 ? [file] : [...inline(value ?? {}, work.world.catalog), ...remarked(file, text)]
  return where.length === 0 ? undefined : problem('people_secret', {what: [...new Set(where)].join(', ')})
}

function inline({plugins = {}, ...sections}: Part, catalog: Catalog): string[] {
  const settings = Object.entries(plugins).flatMap(([name, values]) => ofPlugin(name, values, catalog))
  const others = Object.entries(sections).flatMap(([name, section]) =>
    Array.isArray(section) || typeof section !== 'object'
      ? [[name, section] as const]
      : Object.entries(section).map(([key, value]) => [`${name}.${key}`, value] as const),
  )
  return [...settings, ...others.filter(([, value]) => hides(value)).map(([key]) => key)]
}

/** Of what its plugin does not know, or of a plugin that is not there, nobody knows what is a secret. */
function ofPlugin(name: string, values: object, catalog: Catalog): string[] {
  const specs = specsOf(catalog, name)
  const isSecret = (key: string) => !Object.hasOwn(specs, key) || specs[key]?.type === 'secret'
  return Object.entries(values)
    .filter(([key, value]) => (isSecret(key) ? referenceOf(value) === undefined : hides(value)))
    .map(([key]) => `plugins.${name}.${key}`)
}

const hides = (value: unknown) => !isDeepStrictEqual(shown(value), value)

/** What was put into a comment. */
function remarked(file: string, text: string): string[] {
  if (file.endsWith('.json')) return []
  return text.split('\n').flatMap((line, at) => {
    const remark = line.slice(line.indexOf('#') + 1)
    return line.includes('#') && shownText(remark) !== remark ? [`${file}:${at + 1}`] : []
  })
}
