import {openChecked, passedBefore, remember, saveChecked, stampOf} from '../../config/checked.ts'
import {join} from 'node:path'
import type {Plugin, State} from '../plugin.ts'
import type {Places} from './discover.ts'
import {readTree, type Tree} from './tree.ts'
import {digestOf, treeStamp} from './tree-digest.ts'

const fewEntries = 64
const fewBytes = 1024n * 1024n

/**
 * Is the folder of this plugin, byte for byte, the one that was approved, and its manifest the one that was loaded? A
 * big folder whose entries' states are all as they were when it last was is not read again.
 */
export async function verifyTree(
  plugin: Plugin,
  places: Pick<Places, 'cache' | 'version' | 'uid'>,
): Promise<boolean> {
  const tree = readTree(plugin.dir)
  if (plugin.approved === undefined || 'problem' in tree || !hasManifest(tree, plugin.stamp)) return false
  if (tree.entries.length <= fewEntries && tree.bytes <= fewBytes) return isApproved(tree, plugin.approved)

  const checked = openChecked<string>(join(places.cache, 'trees.json'), places.version, places.uid)
  const stamp = treeStamp(tree)
  if (passedBefore(checked, plugin.dir, stamp) === plugin.approved) return true
  if (!(await isApproved(tree, plugin.approved))) return false
  remember(checked, plugin.dir, stamp, plugin.approved)
  saveChecked(checked)
  return true
}

/** The state of a plugin with its files looked at now: discovery knows of a change only when it is one of the manifest. */
export async function stateNow(
  plugin: Plugin,
  places: Pick<Places, 'cache' | 'version' | 'uid'>,
): Promise<State> {
  if (plugin.state !== 'enabled' || (await verifyTree(plugin, places))) return plugin.state
  return 'modified'
}

function hasManifest({entries}: Tree, stamp: string): boolean {
  const manifest = entries.find(({path}) => path === 'manifest.json')
  return manifest !== undefined && stampOf(manifest.stats).text === stamp
}

async function isApproved(tree: Tree, approved: string): Promise<boolean> {
  const found = await digestOf(tree)
  return 'digest' in found && found.digest === approved
}
