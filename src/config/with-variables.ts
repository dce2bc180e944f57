import {show} from '../manifest/show.ts'
import {problem, type Problem} from '../text/problem.ts'
import type {Config} from './config.ts'
import type {Said} from './read-variables.ts'
import {variables} from './variables.ts'

type Sections = Readonly<Record<string, Readonly<Record<string, unknown>>>>
type Part = Partial<Omit<Config, 'project' | 'variables'>>

/** What variables say of keys, as a file would say it, held against the same schema. */
export async function keysSaid(said: ReadonlyMap<string, Said>): Promise<{
  readonly part: Part
  readonly problems: readonly Problem[]
}> {
  const part: Record<string, Sections[string]> = {}
  const problems: Problem[] = []
  for (const [name, {value, from}] of said) {
    const effect = variables.get(name)
    if (effect === undefined || !('key' in effect)) continue
    const [section = '', key = ''] = effect.key.split('.')
    const about = {name, place: from === name ? name : `${from}: ${name}`}
    if ('read' in effect) {
      const read = effect.read(value)
      if (read === undefined)
        problems.push(problem('config_variable_wrong', {...about, found: show(value), want: effect.want}))
      else part[section] = {...part[section], [key]: read}
      continue
    }
    const cause = effect.plainly.test(value) ? undefined : await objection({[section]: {[key]: value}}, value)
    if (cause === undefined) part[section] = {...part[section], [key]: value}
    else problems.push(problem('config_variable', {...about, cause}))
  }
  return {part, problems}
}

async function objection(document: Sections, value: unknown): Promise<string | undefined> {
  const {configSchema} = await import('./schema.ts')
  const checked = configSchema.safeParse(document)
  if (checked.success) return undefined
  const {issueWords} = await import('../manifest/issue-words.ts')
  const [first] = checked.error.issues
  return first === undefined ? '' : issueWords(first, value)
}

/** Values for shipped plugins' settings, by the name of the setting. */
export function settingsSaid(said: ReadonlyMap<string, Said>): Readonly<Record<string, string>> {
  const settings = [...said].flatMap(([name, {value}]): (readonly [string, string])[] => {
    const effect = variables.get(name)
    return effect !== undefined && 'plugin' in effect ? [[effect.plugin, value]] : []
  })
  return Object.fromEntries(settings)
}
