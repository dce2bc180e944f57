import {world, type TrueRole} from './truth.ts'

type Random = () => number

/** The same numbers in [0, 1) for the same seed, everywhere (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T
}

/** A role with so many entries: most allow; some deny, ask, or are about a whole area or everything. */
export function sampleRole(random: Random, name: string, entries: number): TrueRole {
  return {name, permissions: Array.from({length: entries}, () => sampleEntry(random, entries))}
}

/** Something that a plugin could declare: an action, with or without argument or input, or a resource. */
export function samplePermission(random: Random): string {
  const area = pick(random, ['action', 'action', 'action', 'fs', 'net', 'net', 'exec', 'env', 'facts', 'sys'])
  if (area !== 'action') return resource(random, area)
  return random() < 0.1
    ? `${pick(random, world.areas)}:${pick(random, world.actions)}:{unit}`
    : actionOf(random)
}

/** The more entries, the rarer are the few that settle all the rest. */
function sampleEntry(random: Random, entries: number): string {
  const wide = random() * entries
  if (wide < 0.05) return pick(random, ['*', '?*', '?*', '!*'])
  const mark = pick(random, ['', '', '', '', '', '!', '?'])
  if (wide < 0.4)
    return `${mark}${pick(random, [...world.areas, 'fs', 'net', 'sys', 'env', 'exec', 'facts'])}:*`
  if (wide < 0.5) return `${mark}${pick(random, ['fs:read', 'fs:write', 'net:connect'])}`
  const area = pick(random, ['action', 'action', 'fs', 'net', 'exec', 'env', 'facts', 'sys'])
  return mark + (area === 'action' ? actionOf(random) : resource(random, area))
}

function actionOf(random: Random): string {
  const action = `${pick(random, world.areas)}:${pick(random, world.actions)}`
  return random() < 0.3 ? action : `${action}:${pick(random, world.arguments)}`
}

function resource(random: Random, area: string): string {
  if (area === 'fs') return `fs:${pick(random, ['read', 'write'])}:${pick(random, world.paths)}`
  if (area === 'net') return `net:connect:${pick(random, [...world.hosts, ...world.suffixes])}${port(random)}`
  if (area === 'exec') return `exec:${pick(random, world.programs)}`
  if (area === 'env') return `env:${pick(random, [...world.names, ...world.prefixes])}`
  return area === 'facts' ? `facts:${pick(random, world.facts)}` : `sys:${pick(random, world.sys)}`
}

function port(random: Random): string {
  return pick(random, ['', ':*', ...world.ports.map((port) => `:${port}`)])
}
