import type {Command} from '../../manifest/manifest.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Catalog, Plugin} from '../plugin.ts'

/** The command behind a tool name, in full; undefined where no enabled plugin has it, a problem where its manifest has changed since discovery. */
export function commandOf(
  {commands}: Catalog,
  tool: string,
): {readonly plugin: Plugin; readonly command: Command} | {readonly problem: Problem} | undefined {
  const plugin = commands.get(tool)?.plugin
  if (plugin === undefined) return undefined
  const loaded = plugin.load()
  if ('problem' in loaded) return loaded
  const command = loaded.commands.find((one) => one.tool === tool)
  return command === undefined ? {problem: problem('plugin_changed', {dir: plugin.dir})} : {plugin, command}
}
