import {inWords} from '../rbac/words.ts'
import {problem, type Problem} from '../text/problem.ts'
import {absentPaths} from './absent-paths.ts'
import type {Answer} from './answer.ts'
import type {Work} from './walk.ts'
import {setSetting, unsetSetting} from './change-settings.ts'
import {lends} from './config/lent.ts'
import {givenFor, type Given} from './given-setting.ts'
import {noPath} from './no-path.ts'
import {noPlugin, pluginsSeen, type Walked} from './no-plugin.ts'
import {noSetting} from './no-setting.ts'
import {done, wrong, type Host} from './operation.ts'
import type {Plugin} from './plugin.ts'
import {settingRows, type SettingRow} from './setting-rows.ts'
import type {Configured} from './settings.ts'
import {closedBy, unapproved} from './unapproved.ts'

type About = Configured & {readonly plugin: Plugin}
type Input = Given & {readonly name: string; readonly key: string}

/** All settings of a plugin, or the one of this `key`; what is wrong with them comes along as warnings. */
export async function show(host: Host, {world, values, request}: Work): Promise<Answer> {
  const {name, key} = values as {readonly name: string; readonly key?: string}
  const about = pluginCalled({world, request}, name)
  if ('code' in about) return wrong(about)
  const found = await settingRows(host, about)
  if (found.rows === undefined) return {outcome: 'broken', problems: found.problems}
  if (key === undefined) return {...done({name, settings: found.rows}), problems: found.problems}
  const setting = found.rows.find((row) => row.key === key)
  if (setting === undefined) return wrong(noSetting(about, key))
  return {...done({name, setting}), problems: ofKey(found.problems, key)}
}

/** Sets one value, if the manifest takes it and nothing else speaks against it, and says what it is now. */
export async function set(host: Host, {world, values, request}: Work): Promise<Answer> {
  const {name, key, ...given} = values as Input
  const about = pluginCalled({world, request}, name)
  if ('code' in about) return wrong(about)
  const config = about.manifest.config ?? {}
  const spec = Object.hasOwn(config, key) ? config[key] : undefined
  if (spec === undefined) return wrong(noSetting(about, key))
  if (lends({request, world}, spec, given))
    return wrong(problem('people_lent', {what: `plugins.${name}.${key}`}))
  const read = givenFor({plugin: name, key, spec}, given, host)
  if ('problems' in read) return wrong(...read.problems)
  const closed =
    (spec.type === 'path' || spec.type === 'list') && 'value' in read
      ? closedBy(world, about.plugin, key, read.value)
      : []
  if (closed.length > 0)
    return wrong(...closed.map((one) => noPath(one, name, key, 'value' in read && read.value)))
  return answer(host, world, about, key, await setSetting({...host, by: request.by.name}, name, key, read))
}

/** Takes one value away and says what holds instead. One that the plugin does not know (any more) can be taken away, too. */
export async function unset(host: Host, {world, values, request}: Work): Promise<Answer> {
  const {name, key} = values as Input
  const about = pluginCalled({world, request}, name)
  if ('code' in about) return wrong(about)
  const {rows, problems} = await settingRows(host, about)
  if (rows === undefined) return {outcome: 'broken', problems}
  if (!rows.some((row) => row.key === key)) return wrong(noSetting(about, key))
  return answer(host, world, about, key, await unsetSetting({...host, by: request.by.name}, name, key))
}

/** Whoever may not know of a plugin is told nothing of its settings either. */
function pluginCalled(walked: Walked, name: string): About | Problem {
  const plugin = pluginsSeen(walked).find((each) => each.name === name)
  const loaded = plugin?.load()
  if (plugin === undefined || loaded === undefined) return noPlugin(walked, name)
  return 'problem' in loaded ? loaded.problem : {plugin, manifest: loaded.manifest}
}

/** What holds now that it was changed, and what keeps it from counting. */
async function answer(
  host: Host,
  world: Work['world'],
  about: About,
  key: string,
  changed: Awaited<ReturnType<typeof setSetting>>,
): Promise<Answer> {
  if ('problems' in changed) return wrong(...changed.problems)
  const now = await settingRows(host, about)
  if (now.rows === undefined) return {outcome: 'broken', problems: now.problems}
  const {file} = changed
  const setting = now.rows.find((row) => row.key === key) ?? null
  const warnings = [
    ...otherwise(about, setting, file),
    ...ofKey(now.problems, key),
    ...(setting === null ? [] : absentPaths(about.plugin, setting)),
    ...held(about, unapproved(world, about.plugin, now.config).map(inWords)),
  ]
  return {...done({name: about.plugin.name, key, file, setting}), problems: warnings}
}

function otherwise({plugin}: About, setting: SettingRow | null, file: string): Problem[] {
  const from = setting?.from ?? 'default'
  if (setting === null || from === file || from === 'default') return []
  return [problem('setting_elsewhere', {plugin: plugin.name, key: setting.key, from})]
}

function held({plugin: {name}}: About, words: readonly string[]): Problem[] {
  return words.length === 0 ? [] : [problem('setting_held', {name, words: [...new Set(words)].join('; ')})]
}

const ofKey = (problems: readonly Problem[], key: string) =>
  problems.filter(({params}) => params['key'] === key)
