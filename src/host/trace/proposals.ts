import {posix} from 'node:path'
import {under, within} from '../../rbac/area/fs.ts'
import {printable} from '../../manifest/show.ts'
import type {Permission} from '../../rbac/claim.ts'
import {parsePermission} from '../../rbac/permission.ts'
import {isSecret} from '../../sandbox/masks.ts'
import {problem, says, type Problem} from '../../text/problem.ts'
import {narrowest, type Grant} from './narrow.ts'
import type {Findings} from './findings.ts'

/** One permission for the manifest, and why. */
export type Proposal = {
  /** Exactly as it goes into `permissions`. */
  readonly permission: string
  /** The programs that wanted it. */
  readonly by: readonly string[]
  /** The first of what they wanted, as they wrote it, and how many more there were. */
  readonly wanted: readonly string[]
  readonly more: number
  /** What to know before it is declared. */
  readonly notes: readonly string[]
}

/** Where paths have a name in manifests: `$CONFIG.<key>` and what is configured for it. */
export type NamedPlaces = Readonly<Record<string, string>>

const words = {read: 'fs:read', write: 'fs:write', run: 'exec'} as const
const mostShown = 3

/** The narrowest permissions that would have given the plugin all that it wanted and can be given. */
export function proposalsFor(
  {needs, hosts}: Pick<Findings, 'needs' | 'hosts'>,
  places: NamedPlaces,
  own: readonly string[],
): Proposal[] {
  const grants = narrowest(needs, own).flatMap((grant) => proposalFor(grant, places, own) ?? [])
  const connects = [...new Map(hosts.map((host) => [host.text, host])).values()].map(connecting)
  return [...grants, ...connects].sort((a, b) => (a.permission < b.permission ? -1 : 1))
}

/** Undefined where the permission is none that a plugin can have. */
function proposalFor(grant: Grant, places: NamedPlaces, own: readonly string[]): Proposal | undefined {
  const {want, path, needs} = grant
  const permission = `${words[want]}:${want === 'run' ? path : named(path, places)}`
  if ('code' in parsePermission(permission)) return undefined
  const wanted = [...new Set(needs.map(({asked}) => asked))]
  return {
    permission,
    by: [...new Set(needs.map(({by}) => printable(by)))],
    wanted: wanted.slice(0, mostShown).map(printable),
    more: Math.max(0, wanted.length - mostShown),
    notes: notesOn(grant, own).map(says),
  }
}

function connecting({text}: Permission): Proposal {
  return {permission: text, by: [], wanted: [], more: 0, notes: []}
}

function named(path: string, places: NamedPlaces): string {
  const [name, folder] = Object.entries(places).find(([, folder]) => within(path, folder)) ?? []
  return name === undefined || folder === undefined ? path : under(name, path.slice(folder.length) || '/')
}

function notesOn({path, needs, want, folder}: Grant, own: readonly string[]): Problem[] {
  const link = needs.find(({asked}) => !within(asked, path) && posix.dirname(asked) !== path)
  const looked = folder && want === 'read' && needs.every(({looked}) => looked)
  return [
    ...(isSecret(path, own) ? [problem('trace_secret')] : []),
    ...(link !== undefined && want !== 'write' ? [problem('trace_link', {asked: link.asked, path})] : []),
    ...(looked ? [problem('trace_looked')] : []),
  ]
}
