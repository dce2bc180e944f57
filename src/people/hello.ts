import type {Parrot} from '../host/parrot.ts'
import {operations} from '../host/operations.ts'
import type {Plugin} from '../host/plugin.ts'
import type {Manifest} from '../manifest/manifest.ts'
import type {Principal, Verdict} from '../rbac/decision.ts'
import {speech, type Hello, type ToldPlugin} from './messages.ts'

/** What `by` is told when they come: who they are here, and of plugins no more than they may know. */
export function helloFor(parrot: Parrot, by: Principal): Hello {
  const {catalog, version} = parrot
  const seen = [...catalog.commands.keys()].filter((tool) => parrot.sees(by, tool))
  const mayRead = parrot.may(by, 'config_show').effect === 'allow'
  return {
    speech,
    version,
    operator: by,
    warnings: mayRead ? parrot.warnings.filter((one) => !catalog.problems.includes(one)) : [],
    // They name plugins and files, as `plugin list` does to nobody else.
    leftOut: parrot.may(by, 'plugin_verify').effect === 'allow' ? catalog.problems : [],
    plugins: told(parrot, new Set(seen)),
    standing: Object.fromEntries(
      [...seen, ...operations.keys()].map((tool): [string, Verdict] => [tool, parrot.may(by, tool)]),
    ),
  }
}

function told({catalog}: Parrot, seen: ReadonlySet<string>): ToldPlugin[] {
  const plugins = new Set(
    [...catalog.commands].flatMap(([tool, {plugin}]) => (seen.has(tool) ? [plugin] : [])),
  )
  return [...plugins].map((plugin) => {
    const {name, version, description, origin, state, risk} = plugin
    const commands = plugin.commands.filter(({tool}) => seen.has(tool))
    return {name, version, description, origin, state, risk, commands, manifest: manifestOf(plugin, seen)}
  })
}

function manifestOf(plugin: Plugin, seen: ReadonlySet<string>): ToldPlugin['manifest'] {
  const loaded = plugin.load()
  return 'problem' in loaded ? loaded : onlySeen(loaded.manifest, seen)
}

function onlySeen({commands, ...manifest}: Manifest, seen: ReadonlySet<string>): Manifest {
  if (commands === undefined) return manifest
  const tool = (word: string) => (word === manifest.name ? word : `${manifest.name}_${word}`)
  return {
    ...manifest,
    commands: Object.fromEntries(Object.entries(commands).filter(([word]) => seen.has(tool(word)))),
  }
}
