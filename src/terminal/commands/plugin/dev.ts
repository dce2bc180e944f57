import {once} from 'node:events'
import {watch} from 'node:fs'
import {setTimeout as delay} from 'node:timers/promises'
import type {Linked} from '../../../host/install/link.ts'
import type {CallResult} from '../../../host/request.ts'
import {problem} from '../../../text/problem.ts'
import {line} from '../../../text/reader.ts'
import {refusedHere} from '../../answer.ts'
import {callFrom} from '../../call.ts'
import {acceptField, Consenting} from '../../consenting.ts'
import {failure} from '../../failure.ts'
import {argument} from '../../own-fields.ts'
import {plainLine} from '../../plain.ts'

/** Editors write a file in several steps; what comes within so many milliseconds is one change. */
const together = 150

export default class PluginDev extends Consenting {
  static override readonly tool = 'plugin_link'
  static override readonly description =
    'Runs a plugin out of the folder you work on, as it is after every change, until you stop it with Ctrl-C. What widens what it may do is asked for again.'
  static override readonly examples = [
    'parrot plugin dev ./weather',
    'parrot plugin dev ./weather --accept 0f3a…',
  ]
  static override readonly fields = [argument('folder', "The plugin's folder"), acceptField]

  private folder = ''
  private readonly stop = new AbortController()

  override async run(): Promise<void> {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => this.stop.abort())
    const first = await this.link(() => this.input())
    if (first.outcome !== 'ok') return this.answer(first)
    const {name, version, state} = first.output as Linked
    if (state === 'waiting') return this.answer(await this.notLinked(first.output as Linked))
    this.say(line('line_dev_linked', {name, version}))
    await this.follow(name)
    await this.answer(
      await callFrom(this.door, {tool: 'plugin_uninstall', input: async () => ({values: {name}})}),
    )
  }

  private async notLinked(linked: Linked): Promise<CallResult> {
    if (this.wasAsked()) return refusedHere('plugin_link', 'invalid_input', problem('dev_declined'))
    const {asks} = await import('../../consent.ts')
    if (!this.json) this.door.err.write(`${asks(linked, this.door.err)}\n`)
    const about = problem('dev_not_agreed', {folder: plainLine(this.folder), accept: linked.accept})
    return refusedHere('plugin_link', 'invalid_input', about)
  }

  /** Links it as it is; where that asks for more, once somebody has agreed. */
  private async link(input: () => ReturnType<Consenting['input']>): Promise<CallResult> {
    const result = await callFrom(this.door, {tool: 'plugin_link', input})
    const linked = result.output as Linked | undefined
    if (linked?.state !== 'waiting') return result
    const accept = await this.accept(linked)
    if (accept === undefined) return result
    const values = {folder: this.folder, accept}
    return callFrom(this.door, {tool: 'plugin_link', input: async () => ({values})})
  }

  private async accept(linked: Linked): Promise<string | undefined> {
    if (this.accepted === linked.accept) return this.accepted
    if (!this.door.interactive()) return undefined
    const {consent} = await import('../../consent.ts')
    return (await consent(linked, {...this.door, stop: this.stop})) ? linked.accept : undefined
  }

  private async follow(name: string): Promise<void> {
    const {signal} = this.stop
    const watcher = watch(this.folder, {recursive: true, signal})
    this.say(line('line_dev_follows'))
    try {
      for (;;) {
        await once(watcher, 'change', {signal})
        await delay(together, undefined, {signal})
        await this.taken(name)
      }
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  private async taken(name: string): Promise<void> {
    const {paint} = this.door.err
    const result = await this.link(async () => ({values: {folder: this.folder}}))
    const state = (result.output as Linked | undefined)?.state
    if (result.outcome !== 'ok') this.door.err.write(failure(result, this.door.err))
    else if (state === 'waiting') this.say(`${paint('yellow', '!')} ${line('line_dev_waits', {name})}`)
    else this.say(`${paint('green', '✓')} ${line('line_dev_taken', {name})}`)
  }

  private say(text: string): void {
    this.door.err.write(`${plainLine(text)}\n`)
  }

  protected override async input() {
    const input = await super.input()
    if ('values' in input) this.folder = String(input.values['folder'])
    return input
  }

  protected view(output: unknown): string {
    return plainLine(line('line_dev_over', {name: (output as {name: string}).name}))
  }
}
