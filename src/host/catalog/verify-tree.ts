import {openChecked, passedBefore, remember, saveChecked, stampOf} from '../../config/checked.ts'
import {realpathSync} from 'node:fs'
import {join, relative} from 'node:path'
import type {Plugin, State} from '../plugin.ts'
import type {Places} from './discover.ts'
import {readTree, type Tree} from './tree.ts'
import {digestOf, digestOfRows, treeStamp} from './tree-digest.ts'

const fewEntries = 64
const fewBytes = 1024n * 1024n

/** `every byte`: nothing is believed for its state, which a file mapped into memory can keep while it is written to. */
type Reading = 'what changed' | 'every byte'

/**
 * Is the folder of this plugin, byte for byte, the one that was approved, and its manifest the one that was loaded? Of a
 * big folder whose entries' states are all as they were when it last was, only the manifest and what is started are read again.
 */
export async function verifyTree(
  plugin: Plugin,
  places: Pick<Places, 'cache' | 'version' | 'uid'>,
  reading: Reading = 'what changed',
): Promise<boolean> {
  const {dir, approved} = plugin
  const tree = readTree(dir)
  if (approved === undefined || 'problem' in tree || !hasManifest(tree, plugin.stamp)) return false
  if (tree.entries.length <= fewEntries && tree.bytes <= fewBytes) return isApproved(tree, approved)

  const checked = openChecked<string>(join(places.cache, 'trees.json'), places.version, places.uid)
  const stamp = treeStamp(tree)
  const begins = beginnings(plugin)
  const passed = reading === 'every byte' ? undefined : passedBefore(checked, dir, stamp)
  if (passed !== undefined && passed === (await noteNow(tree, begins, approved))) return true
  const note = await noteOf(tree, begins, approved)
  remember(checked, dir, stamp, note ?? 'changed')
  saveChecked(checked)
  return note !== undefined
}

/** The state of a plugin with its files looked at now: discovery knows of a change only when it is one of the manifest. */
export async function stateNow(
  plugin: Plugin,
  places: Pick<Places, 'cache' | 'version' | 'uid'>,
  reading?: Reading,
): Promise<State> {
  if (plugin.state !== 'enabled' || (await verifyTree(plugin, places, reading))) return plugin.state
  return 'modified'
}

/** The manifest, and what its commands start, also where that is a link. */
function beginnings({dir, load}: Plugin): ReadonlySet<string> {
  const loaded = load()
  const started = 'problem' in loaded ? [] : loaded.commands.map(({entrypoint}) => entrypoint)
  const files = started.filter((entrypoint) => typeof entrypoint === 'string')
  return new Set(['manifest.json', ...files, ...files.map((file) => realBelow(dir, file))])
}

function realBelow(dir: string, file: string): string {
  try {
    return relative(realpathSync.native(dir), realpathSync.native(join(dir, file)))
  } catch {
    return file
  }
}

async function noteNow(
  tree: Tree,
  begins: ReadonlySet<string>,
  approved: string,
): Promise<string | undefined> {
  const found = await digestOf({...tree, entries: tree.entries.filter(({path}) => begins.has(path))})
  return 'problem' in found ? undefined : `${approved} ${found.digest}`
}

/** Out of one reading of all: two could be of different bytes. Undefined where it is not what was approved. */
async function noteOf(
  tree: Tree,
  begins: ReadonlySet<string>,
  approved: string,
): Promise<string | undefined> {
  const found = await digestOf(tree)
  if ('problem' in found || found.digest !== approved) return undefined
  const rows = found.rows.filter((_, at) => begins.has(tree.entries[at]?.path ?? ''))
  return `${approved} ${digestOfRows(rows)}`
}

function hasManifest({entries}: Tree, stamp: string): boolean {
  const manifest = entries.find(({path}) => path === 'manifest.json')
  return manifest !== undefined && stampOf(manifest.stats).text === stamp
}

async function isApproved(tree: Tree, approved: string): Promise<boolean> {
  const found = await digestOf(tree)
  return 'digest' in found && found.digest === approved
}
