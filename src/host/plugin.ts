import type {Command, Manifest} from '../manifest/manifest.ts'
import type {LockEntry} from './catalog/release.ts'
import type {Risk} from '../rbac/consent.ts'
import type {Problem} from '../text/problem.ts'

/** Where a plugin was found. `shipped` ones come with Parrot; their digest is in the release, not in the lock. */
export type Origin = 'shipped' | 'system' | 'user'

/** `modified`: its files are not the ones that were approved. `not_enabled`: nobody has approved it yet. */
export type State = 'enabled' | 'disabled' | 'not_enabled' | 'modified'

/** What a list of commands shows. May come from a cache, so it is good enough to be seen and never to be started. */
export type Listed = Pick<Command, 'tool' | 'path' | 'description' | 'permissions' | 'annotations'>

export type Loaded = {readonly manifest: Manifest; readonly commands: readonly Command[]}

/** A plugin folder whose manifest passed its schema. Nothing in it has been run. */
export type Plugin = {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly dir: string
  readonly origin: Origin
  readonly state: State
  readonly commands: readonly Listed[]
  /** How much harm it could do by what it asks for. From the same cache: for a list, and for nothing else. */
  readonly risk: Risk
  /** The tree digest that was approved: the release's for shipped plugins, else the lock's. Absent when never approved. */
  readonly approved?: string
  /** What the lock says of it, as it was read for a list: its seal was not looked at. */
  readonly entry?: LockEntry
  /** The state of its manifest.json that passed the check. */
  readonly stamp: string
  /** The manifest in full, out of the very file that was checked, kept after the first time; a problem where that has changed since. */
  readonly load: () => Loaded | {readonly problem: Problem}
}

/** What discovery found: plugins by name, and one problem for each folder that had to be left out. */
export type Catalog = {
  readonly plugins: ReadonlyMap<string, Plugin>
  /** Commands of the enabled plugins, by tool name. */
  readonly commands: ReadonlyMap<string, {readonly plugin: Plugin; readonly command: Listed}>
  readonly problems: readonly Problem[]
}
