import {Command} from '@oclif/core/command'
import type {CallResult} from '../host/request.ts'
import type {Outcome} from '../outcomes.ts'
import {answer, type How} from './answer.ts'
import {callFrom, type Asked} from './call.ts'
import {hasFlag} from './common-flags.ts'
import type {Door} from './door.ts'
import type {Field} from './fields.ts'

/** An oclif command that is a call through the corridor. oclif lists, finds and starts it; no right is ever decided here. */
export abstract class CallCommand extends Command {
  static override enableJsonFlag = true
  static readonly fields: readonly Field[] = []
  /** How it can end, for its help. */
  static readonly exits: readonly Outcome[] = ['ok', 'invalid_input', 'broken', 'denied', 'cancelled']

  /** Set by the one who loads the class. */
  protected readonly door: Door | undefined

  /** Runs it and leaves the exit status with the process. */
  abstract override run(): Promise<void>

  protected get json(): boolean {
    return hasFlag(this.argv, 'json')
  }

  protected ask(asked: Asked): Promise<CallResult> {
    return callFrom(this.at, asked)
  }

  protected async answer(result: CallResult, how: Omit<How, 'json'>): Promise<void> {
    process.exitCode = await answer(this.at, result, {json: this.json, ...how})
  }

  protected get at(): Door {
    if (this.door === undefined) throw new Error(`${this.id} was loaded without a door`)
    return this.door
  }

  protected override async init(): Promise<void> {
    // The arguments are parsed when the host asks for them, not by oclif.
    this.parsed = true
  }

  /** oclif would print an error of its own shape and go on as if nothing had happened. */
  protected override async catch(error: Error): Promise<never> {
    throw error
  }
}

export type CallClass = Command.Class &
  Pick<typeof CallCommand, 'fields' | 'exits'> &
  (new (...args: never) => CallCommand)

/** The class for this door and under this oclif id. */
export function bound(Class: CallClass, id: string, door: Door): Command.Class {
  const Open = Class as unknown as new (...args: unknown[]) => {door: Door | undefined}
  return class extends Open {
    static readonly id = id
    override door = door
  } as unknown as Command.Class
}
