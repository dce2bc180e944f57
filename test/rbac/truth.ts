/**
 * The answers that decisions are checked against. Nothing of src is used: a permission is spread out into
 * every single thing of a small world that it speaks of, and an entry of a role is a question that is put to
 * each of these.
 */

export type TrueRole = {readonly name: string; readonly permissions: readonly string[]}
type Thing = readonly [area: string, ...rest: string[]]
type Question = (thing: Thing) => boolean

export const world = {
  areas: ['health', 'logs', 'service', 'backup', 'mcp', 'constructor', 'fsx'],
  actions: ['check', 'read', 'restart', 'execute', 'list', 'write'],
  arguments: ['jellyfin.service', 'ssh@1', 'a', 'a:b', 'A', '+x', 'jellyfin'],
  facts: ['mounts', 'load', 'memory', 'units'],
  sys: ['root', 'backup', 'docker', 'systemd'],
  paths: [
    '/var',
    '/var/log',
    '/var/logs',
    '/var/log/nginx',
    '/var/log/nginx/a',
    '/var/log.old',
    '/srv',
    '/srv/a',
    '/srv/a/b',
    '/srv/ab',
    '/home/pi/Müsic',
    '/home/pi',
    '/srv/a b',
    '/srv/a:b',
  ],
  hosts: [
    'example.com',
    'a.example.com',
    'b.a.example.com',
    'evilexample.com',
    'example.com.evil.org',
    'x.org',
    '10.0.0.1',
    '10.0.0.11',
    '[2001:db8::1]',
  ],
  suffixes: ['*.example.com', '*.a.example.com', '*.x.org'],
  ports: ['443', '80', '8443', '4430'],
  programs: ['tar', 'rsync', '/usr/bin/tar', '/opt/tar', '/opt/rsync', '/opt/tar/x'],
  names: ['LC_ALL', 'LC_TIME', 'LC', 'EDITOR', 'EDITOR_X'],
  prefixes: ['LC_*', 'LC*', 'EDIT*', 'EDITOR*'],
}

/** Stands in every list for all that it does not name. */
const other = '🦜'

/** What the entries of `roles` make of `permission`, by the words of the contract. */
export function truth(roles: readonly TrueRole[], permission: string): 'allow' | 'ask' | 'deny' {
  const template = /^(.+):\{.+\}$/.exec(permission)
  if (template)
    return best([...world.arguments, other].map((value) => truth(roles, `${template[1]}:${value}`)))
  const entries = new Set(roles.flatMap((role) => role.permissions))
  const says = (mark: string, speaks: (entry: string, permission: string) => boolean) =>
    [...entries].some((entry) => markOf(entry) === mark && entry !== '?*' && speaks(entry, permission))
  if (says('!', restrictsSome)) return 'deny'
  if (says('', grantsAll)) return says('?', restrictsSome) ? 'ask' : 'allow'
  return says('?', grantsAll) || entries.has('?*') ? 'ask' : 'deny'
}

/** Does the entry, whatever its mark, hold for everything that the permission speaks of? */
export function grantsAll(entry: string, permission: string): boolean {
  const asks = kept(granting, entry, () => question(entry, 'grants'))
  return kept(spread, permission, () => thingsOf(permission)).every(asks)
}

/** Is there anything that the permission speaks of which the entry, as a restriction, is about? */
export function restrictsSome(entry: string, permission: string): boolean {
  const asks = kept(restricting, entry, () => question(entry, 'restricts'))
  return kept(spread, permission, () => thingsOf(permission)).some(asks)
}

export const markOf = (entry: string) => /^[!?]?/.exec(entry)?.[0] ?? ''

const granting = new Map<string, Question>()
const restricting = new Map<string, Question>()
const spread = new Map<string, readonly Thing[]>()

function kept<T>(store: Map<string, T>, key: string, make: () => T): T {
  const value = store.get(key) ?? make()
  store.set(key, value)
  return value
}

const best = (effects: readonly ('allow' | 'ask' | 'deny')[]) =>
  effects.includes('allow') ? 'allow' : effects.includes('ask') ? 'ask' : 'deny'

function question(entry: string, as: 'grants' | 'restricts'): Question {
  const body = entry.replace(/^[!?]/, '')
  if (body === '*') return () => true
  const [area = '', word = '', ...more] = body.split(':')
  if (word === '*') return (thing) => thing[0] === area
  const argument = more.length === 0 ? undefined : more.join(':')
  const about = area === 'exec' || area === 'env' ? body.slice(area.length + 1) : argument
  const inArea = questionIn(area, word, about, as)
  return (thing) => thing[0] === area && inArea(thing)
}

function questionIn(
  area: string,
  word: string,
  about: string | undefined,
  as: 'grants' | 'restricts',
): Question {
  if (area === 'fs') return (thing) => reaches(word, thing[1], as) && below(thing[2] ?? '', about ?? '/')
  if (area === 'net')
    return about === undefined ? () => true : ([, host, port]) => connects(about, host ?? '', port ?? '')
  if (area === 'env') return ([, name = '']) => fits(about ?? '', name)
  if (area === 'exec' && as === 'restricts') return ([, program = '']) => sameProgram(about ?? '', program)
  if (area === 'exec') return (thing) => thing[1] === about
  return (thing) => thing[1] === word && (about === undefined || thing[2] === about)
}

const reaches = (word: string, access: string | undefined, as: string) =>
  word === access || (as === 'grants' && word === 'write')
const below = (path: string, folder: string) => `${path}/`.startsWith(folder === '/' ? '/' : `${folder}/`)
const fits = (pattern: string, name: string) =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
const sameProgram = (a: string, b: string) => a === b || b.endsWith(`/${a}`) || a.endsWith(`/${b}`)

function connects(about: string, host: string, port: string): boolean {
  const [, pattern = '', ports = '443'] = /^(\[.*\]|[^:]*)(?::(.*))?$/.exec(about) ?? []
  const rightHost = pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern
  return rightHost && (ports === '*' || ports === port)
}

function thingsOf(permission: string): Thing[] {
  const [area = '', word = ''] = permission.split(':')
  const everything = thingsIn(area, word)
  const grants = question(permission, 'grants')
  return area === 'exec' ? [[area, permission.slice(5)]] : everything.filter(grants)
}

function thingsIn(area: string, word: string): Thing[] {
  if (area === 'fs')
    return places.flatMap((path): Thing[] => [
      ['fs', 'read', path],
      ['fs', 'write', path],
    ])
  if (area === 'net')
    return hosts.flatMap((host) => [...world.ports, other].map((port): Thing => ['net', host, port]))
  if (area === 'env') return names.map((name) => ['env', name])
  if (area === 'facts' || area === 'sys') return [[area, word]]
  return [...world.arguments, other, ''].map((argument) => [area, word, argument])
}

const places = ['/', ...world.paths].flatMap((path) => [path, `${path === '/' ? '' : path}/${other}`])
const hosts = [
  ...world.hosts,
  ...world.suffixes.flatMap((suffix) => [
    suffix.replace('*', other),
    suffix.replace('*', `${other}.${other}`),
  ]),
]
const prefixes = world.prefixes.map((prefix) => prefix.slice(0, -1))
const names = [...world.names, ...prefixes, ...prefixes.map((prefix) => prefix + other)]
