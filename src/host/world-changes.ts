import {isDeepStrictEqual} from 'node:util'
import type {Config} from '../config/config.ts'
import type {World} from './world.ts'

/** What somebody could notice of another world: keys of the configuration, roles, users and plugins, by name. */
export function changes(before: World, after: World): readonly string[] {
  return [
    ...configChanges(before.config, after.config),
    ...named('role', before.policy.roles, after.policy.roles),
    ...named('user', before.policy.users, after.policy.users),
    ...named('plugin', pluginsOf(before), pluginsOf(after)),
    ...(before.problems.length > 0 && after.problems.length === 0 ? ['problems'] : []),
  ]
}

/** The journal is opened once, with the files of its heads. */
const onceOnly = new Set(['audit.heads'])

/** Those that a process takes only when it starts. */
export const needRestart = (changed: readonly string[]) => changed.filter((key) => onceOnly.has(key))

function configChanges(before: Config, after: Config): string[] {
  const sections = Object.keys({...before, ...after}) as (keyof Config)[]
  return sections.flatMap((section) =>
    differing(Object.entries(before[section]), Object.entries(after[section])).map((key) =>
      section === 'variables' ? key : `${section}.${key}`,
    ),
  )
}

function named(kind: string, before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>) {
  return differing(before, after).map((name) => `${kind} ${name}`)
}

function differing(before: Iterable<[string, unknown]>, after: Iterable<[string, unknown]>): string[] {
  const [old, now] = [new Map(before), new Map(after)]
  const names = new Set([...old.keys(), ...now.keys()])
  return [...names].filter((name) => !isDeepStrictEqual(old.get(name), now.get(name)))
}

const pluginsOf = ({catalog}: World) =>
  new Map([...catalog.plugins].map(([name, {stamp, state}]) => [name, `${state} ${stamp}`]))
