import type {Command, Manifest} from '../manifest/manifest.ts'
import type {Problem} from '../text/problem.ts'

/** Where a plugin was found. `shipped` ones come with Parrot; their digest is in the release, not in the lock. */
export type Origin = 'shipped' | 'user' | 'system'

/** `modified`: its files are not the ones that were approved. `not_enabled`: nobody has approved it yet. */
export type State = 'enabled' | 'disabled' | 'not_enabled' | 'modified'

/** A plugin folder whose manifest passed its schema. Nothing in it has been run. */
export type Plugin = {
  readonly name: string
  readonly dir: string
  readonly origin: Origin
  readonly state: State
  readonly manifest: Manifest
  readonly commands: readonly Command[]
  /** The tree digest that was approved: the release's for shipped plugins, else the lock's. Absent when never approved. */
  readonly approved?: string
}

/** What discovery found: plugins by name, and one problem for each folder that had to be left out. */
export type Catalog = {
  readonly plugins: ReadonlyMap<string, Plugin>
  /** Commands of the enabled plugins, by tool name. */
  readonly commands: ReadonlyMap<string, {readonly plugin: Plugin; readonly command: Command}>
  readonly problems: readonly Problem[]
}
