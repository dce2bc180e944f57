import type {Config} from '../config/config.ts'
import {variables} from '../config/variables.ts'
import type {ConfigKey} from '../manifest/manifest.ts'
import {phrase} from '../text/phrase.ts'
import {plainLine} from '../text/plain.ts'
import {problem, type Problem} from '../text/problem.ts'
import type {Answer} from './answer.ts'
import {settingsOf} from './settings.ts'
import type {Target} from './target.ts'

/** Of a plugin's settings: what says only that there is none, where there is none. */
const lacking: ReadonlySet<string> = new Set(['path_value', 'host_value', 'config_value'])

/**
 * The answer where a plugin's settings keep it from starting. What was never set is the caller's to give, and each command that
 * gives it is named, also of what the next try would find; anything else that is wrong is for whoever keeps the files.
 */
export function unready(target: Target, config: Config, problems: readonly Problem[]): Answer {
  if (target.plugin === undefined) return {outcome: 'broken', problems}
  const {plugin, manifest} = target
  const given = settingsOf({plugin, manifest}, config)
  const unset = ([key, {default: usual}]: [string, ConfigKey]) => (given[key] ?? usual) === undefined
  const keys = Object.entries(manifest.config ?? {}).filter(unset)
  const missed = ({code, params}: Problem, key: string) => lacking.has(code) && params['key'] === key
  const others = problems.filter((one) => !keys.some(([key]) => missed(one, key)))
  if (others.length > 0)
    return {outcome: others.every(isCallers) ? 'invalid_input' : 'broken', problems: others}
  const wanted = keys.filter(([key, {required}]) => required || problems.some((one) => missed(one, key)))
  return {outcome: 'invalid_input', problems: wanted.map((one) => settingUnset(plugin.name, ...one))}
}

/** What a variable of the environment says is the caller's as an argument is. */
const isCallers = ({code, params}: Problem) =>
  code === 'config_value_at' && variables.has(String(params['from']))

function settingUnset(plugin: string, key: string, {type, description}: ConfigKey): Problem {
  const value = type === 'path' ? phrase(' /FOLDER') : type === 'secret' ? '' : phrase(' VALUE')
  return problem('setting_unset', {plugin, key, value, what: plainLine(description ?? type, 200)})
}
