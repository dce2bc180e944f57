import {join} from 'node:path'
import type {Config} from '../../config/config.ts'
import {readManifest} from '../../manifest/read.ts'
import {problem, type Problem} from '../../text/problem.ts'
import {inspect} from '../catalog/inspect.ts'
import type {Places} from '../catalog/discover.ts'
import {releaseFolder} from '../catalog/installed.ts'
import type {Refused} from '../catalog/lock.ts'
import type {Release} from '../catalog/release.ts'
import {readTree} from '../catalog/tree.ts'
import type {Plugin} from '../plugin.ts'
import type {Provenance} from './provenance.ts'
import {signatureOf, type Signature} from './signature.ts'

/** A folder that may become an installed plugin: as one, with what is to be known of it. */
export type Checked = {readonly plugin: Plugin; readonly release: Release; readonly signature: Signature}

/** Everything that can be said of a plugin by its files, or everything that speaks against it. `dir` is where it will lie. */
export async function checkPlugin(
  dir: string,
  from: Provenance | undefined,
  places: Places,
  {keys, signed}: Config['install'],
): Promise<Checked | Refused> {
  const found = await inspect(
    {name: nameIn(dir), dir, origin: 'user'},
    {wanted: true},
    nowhere(places),
    places,
  )
  if ('problems' in found) return {problems: found.problems.map((each) => below(dir, each))}
  const {summary, stamp, load} = found
  const {name, version, digest = ''} = summary
  const tree = readTree(dir)
  if ('problem' in tree) return {problems: [below(dir, tree.problem)]}
  const signature = await signatureOf(tree, {name, version}, keys)
  const refused = unsigned(name, signature, signed)
  if (refused !== undefined) return {problems: [refused]}
  const key = signature.state === 'signed' ? signature.key : undefined
  const release = {digest, version, ...(from && {from}), ...(key !== undefined && {key})}
  const place = from === undefined ? dir : releaseFolder(places.store, name, digest)
  const plugin = {...summary, dir: place, origin: 'user', state: 'not_enabled', stamp, load} as const
  return {plugin, release, signature}
}

/** No word of anybody's goes before a signature that is wrong. */
function unsigned(name: string, {state, problem: wrong}: Signature, required: boolean): Problem | undefined {
  if (state === 'modified' || state === 'invalid') return wrong ?? problem('signature_required', {name})
  return required && state !== 'signed' ? (wrong ?? problem('signature_required', {name})) : undefined
}

/** A manifest that cannot be read has its say when it is checked. */
function nameIn(dir: string): string {
  const read = readManifest(dir)
  try {
    const {name} = JSON.parse('text' in read ? read.text : '') as {readonly name?: unknown}
    return typeof name === 'string' ? name : ''
  } catch {
    return ''
  }
}

/** Where it was looked at is nothing to anybody; the place within the plugin is. */
function below(dir: string, {code, params}: Problem): Problem {
  const shown = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replaceAll(join(dir, '/'), '').replaceAll(dir, 'the plugin') : value,
  ])
  return {code, params: Object.fromEntries(shown) as Problem['params']}
}

/** Nothing is remembered of a folder that is on its way. */
const nowhere = ({version}: Places) => ({file: '', version, kept: {}, fresh: new Map()})
