import {CallCommand} from './call-command.ts'
import {json} from './common-flags.ts'
import type {Look} from './door.ts'
import {readInput} from './read-input.ts'

/** One of Parrot's own commands: one operation of the host, and how its result reads. */
export abstract class HostCommand extends CallCommand {
  /** The operation, by the name that roles know it under. */
  static readonly tool: string

  abstract view(output: unknown, look: Look): string

  async run(): Promise<void> {
    await this.answer(await this.operate(), {view: (output, look) => this.view(output, look)})
  }

  /** `more` are values that are not written on the command line. */
  protected operate(more: Readonly<Record<string, unknown>> = {}) {
    return this.ask({tool: this.own.tool, input: () => this.input(more)})
  }

  protected async input(more: Readonly<Record<string, unknown>>) {
    const words = (this.id ?? '').replaceAll(':', ' ')
    const input = await readInput(this.own.fields, [json], this.argv, words)
    return 'values' in input ? {values: {...input.values, ...more}} : input
  }

  protected get own(): typeof HostCommand {
    return this.constructor as typeof HostCommand
  }
}
