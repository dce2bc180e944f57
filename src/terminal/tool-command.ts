import type {Listed, Plugin} from '../host/plugin.ts'
import type {Command} from '../manifest/manifest.ts'
import {CallCommand, type CallClass} from './call-command.ts'
import {callFlags, hasFlag, json} from './common-flags.ts'
import {fieldsOf} from './fields.ts'
import {readInput} from './read-input.ts'
import {viewOutput} from './view-output.ts'

/** The oclif command class of one command of a plugin. Its arguments are read when the host asks for them, and not before. */
export function toolCommand(plugin: Plugin, listed: Listed): CallClass {
  return class extends CallCommand {
    async run(): Promise<void> {
      const result = await this.ask({
        tool: listed.tool,
        input: () => this.input(),
        dryRun: hasFlag(this.argv, 'dry-run'),
        unsandboxed: hasFlag(this.argv, 'unsandboxed'),
      })
      await this.answer(result, {
        ownStatus: hasFlag(this.argv, 'exit-code'),
        view: (output, look) => viewOutput(output, manifestCommand(plugin, listed)?.output, look),
      })
    }

    private async input() {
      const loaded = plugin.load()
      if ('problem' in loaded) return {problems: [loaded.problem]}
      return readInput(
        fieldsOf(manifestCommand(plugin, listed)?.input),
        [json, ...callFlags],
        this.argv,
        listed.path.join(' '),
      )
    }
  }
}

/** The command in full, or undefined where its manifest is not the checked one any more. */
export function manifestCommand(plugin: Plugin, {tool}: Listed): Command | undefined {
  const loaded = plugin.load()
  return 'problem' in loaded ? undefined : loaded.commands.find((command) => command.tool === tool)
}
