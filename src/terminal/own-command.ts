import type {CallResult, Input} from '../host/request.ts'
import type {Outcome} from '../outcomes.ts'
import type {Meanings} from './describe.ts'
import {answer, type How} from './answer.ts'
import {callFrom} from './call.ts'
import * as common from './common-flags.ts'
import type {Door, Look} from './door.ts'
import type {Field} from './fields.ts'
import {readInput} from './read-input.ts'

/** One of Parrot's own commands: one operation of the host, what it takes, and how its result reads. */
export abstract class OwnCommand {
  /** The operation, by the name that roles know it under. */
  static readonly tool: string = ''
  static readonly fields: readonly Field[] = []
  static readonly description: string | undefined
  static readonly examples: readonly string[] = []
  /** How it can end, for its help. */
  static readonly exits: readonly Outcome[] = ['ok', 'invalid_input', 'broken', 'denied', 'cancelled']
  /** What an end means here, where that is more than what it means anywhere. */
  static readonly meanings: Meanings = {}

  protected readonly door: Door
  /** The words it is called by. */
  protected readonly words: string
  protected readonly argv: readonly string[]

  constructor(door: Door, words: string, argv: readonly string[]) {
    this.door = door
    this.words = words
    this.argv = argv
  }

  protected abstract view(output: unknown, look: Look): string

  /** The same for a result that another command had made. */
  shown(output: unknown, look: Look): string {
    return this.view(output, look)
  }

  /** The result as it stands in JSON. */
  protected document(output: unknown): unknown {
    return output
  }

  /** Runs it and leaves the exit status with the process. */
  async run(): Promise<void> {
    await this.answer(await this.operate())
  }

  protected operate(): Promise<CallResult> {
    const {tool} = this.constructor as typeof OwnCommand
    return callFrom(this.door, {tool, input: () => this.input()})
  }

  /** What was written on the command line; asked for by the host, once the caller may run this at all. */
  protected async input(): Promise<Input> {
    const {fields} = this.constructor as typeof OwnCommand
    return readInput(fields, [common.json], this.argv, this.words)
  }

  protected async answer(result: CallResult, how: Partial<How> = {}): Promise<void> {
    const view = (output: unknown, look: Look) => this.view(output, look)
    const document = (output: unknown) => this.document(output)
    process.exitCode = await answer(this.door, this.inItsWords(result), {
      json: this.json,
      view,
      document,
      ...how,
    })
  }

  /** The host knows the operation by its name, which may be nobody's command. */
  private inItsWords({tool, problems, ...rest}: CallResult): CallResult {
    const told = problems.map((one) =>
      one.code.startsWith('input_') && one.params['command'] === tool
        ? {...one, params: {...one.params, command: this.words}}
        : one,
    )
    return {...rest, tool, problems: told}
  }

  protected get json(): boolean {
    return common.hasFlag(this.argv, 'json')
  }
}

export type OwnCommandClass = Pick<
  typeof OwnCommand,
  'fields' | 'description' | 'examples' | 'exits' | 'meanings'
> &
  (new (door: Door, words: string, argv: readonly string[]) => OwnCommand)
