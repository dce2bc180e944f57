import {needsLooks} from '../../config/alert-config.ts'
import {problem} from '../../text/problem.ts'
import type {World} from '../world.ts'
import type {LeftOut} from './output.ts'
import type {Wish} from './wish.ts'

type Recommended = Pick<Wish, 'id' | 'tool' | 'at' | 'input'>

type Seed = {
  readonly plugin: string
  readonly commands: readonly string[]
  readonly at: string
  readonly input?: Wish['input']
  /** Nobody else may do it. */
  readonly root?: true
}

/** What the seeds recommend: the plugin, the command of it that is meant, and when. */
const seeds: readonly Seed[] = [
  {plugin: 'daily_workflow', commands: ['daily_workflow'], at: '0 2 * * *'},
  {plugin: 'backup', commands: ['backup', 'backup_create'], at: '0 3 * * 0'},
  {plugin: 'health_check', commands: ['health_check'], at: 'hourly'},
  {
    plugin: 'system_update',
    commands: ['system_update_apply'],
    at: '0 4 * * 0',
    input: {current: true},
    root: true,
  },
]

/** The recommended entries, at the times of the configuration, else of the plugin's manifest; and what is left out, and why. */
export function recommended(
  world: World,
  uid: number,
): {
  readonly wanted: readonly Recommended[]
  readonly leftOut: readonly LeftOut[]
} {
  const wanted: Recommended[] = []
  const leftOut: LeftOut[] = []
  for (const {plugin, commands, at, input = {}, root} of seeds) {
    const tool = commands.find((name) => world.catalog.commands.get(name)?.plugin.name === plugin)
    const off = settingOf(world, plugin) === 'off'
    const missing = tool === undefined ? problem('schedule_not_here', {name: plugin}) : undefined
    const closed = root === true && uid !== 0 ? problem('schedule_root') : undefined
    const why = off ? problem('schedule_off') : (missing ?? closed)
    if (why !== undefined) leftOut.push({id: plugin, tool: tool ?? plugin, why})
    else wanted.push(...times(plugin, tool ?? plugin, timesOf(world, tool ?? plugin) ?? [at], input))
  }
  return {wanted: [...wanted, ...looks(world)], leftOut}
}

/** Alerts that only time brings about: somebody has to look, also when nothing happens. */
function looks(world: World): Recommended[] {
  const says = settingOf(world, 'alert_check')
  if (!needsLooks(world.config.alerts) || says === 'off') return []
  const at = typeof says === 'string' && says !== '' ? says : '*/5 * * * *'
  return [{id: 'alert_check', tool: 'alert_check', at, input: {}}]
}

/** The administrator's file only: a folder that somebody stands in has no say in when something runs. */
function settingOf({config}: Pick<World, 'config'>, plugin: string): unknown {
  return config.plugins['setup_cron']?.[`CRON_${plugin.toUpperCase()}`]
}

/** When the configuration, else the manifest, says that this command is to run; undefined where neither does. */
export function timesOf({catalog, config}: World, tool: string): readonly string[] | undefined {
  const plugin = catalog.commands.get(tool)?.plugin
  if (plugin === undefined) return undefined
  const says = settingOf({config}, plugin.name)
  if (typeof says === 'string' && says !== '' && says !== 'off') return [says]
  const loaded = plugin.load()
  const schedule = 'problem' in loaded ? undefined : loaded.manifest.schedule
  return schedule === undefined ? undefined : [schedule].flat().map((at) => exactly(plugin.name, at))
}

/** A manifest that says only "daily" or "weekly" leaves the hour open: where the seeds recommend one, it is theirs. */
function exactly(name: string, at: string): string {
  return at.includes(' ') ? at : (seeds.find(({plugin}) => plugin === name)?.at ?? at)
}

/** Several times of one plugin are several entries. */
function times(id: string, tool: string, all: readonly string[], input: Wish['input']): Recommended[] {
  return all.map((at, index) => ({id: index === 0 ? id : `${id}_${index + 1}`, tool, at, input}))
}
