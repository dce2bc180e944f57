import {causeWords} from '../../text/error-words.ts'
import {nextHere, saysHere} from '../../text/reader.ts'
import type {Parrot} from '../../host/parrot.ts'
import {loopback} from '../../mcp/loopback.ts'
import {longestMessage} from '../../mcp/longest-message.ts'
import {problem} from '../../text/problem.ts'
import {refusedHere} from '../answer.ts'
import {interrupt} from '../interrupt.ts'
import {OwnCommand} from '../own-command.ts'
import {option} from '../own-fields.ts'

const refused = problem('key_refused')

export default class Mcp extends OwnCommand {
  static override readonly description =
    'A client starts this and speaks the Model Context Protocol with it over stdin and stdout. It has the role "agent", or those of the API key in --key-file or PARROT_API_KEY, and never more rights than you.'
  static override readonly examples = [
    'claude mcp add parrot -- parrot mcp',
    'parrot mcp --key-file ~/.config/parrot/claude.key',
  ]
  static override readonly exits = ['ok', 'invalid_input', 'broken', 'denied'] as const
  static override readonly fields = [
    {...option('keyFile', 'A file of your own with an API key'), name: 'key-file'},
    option('http', 'Serve Streamable HTTP on this port of 127.0.0.1 instead, to whoever shows an API key'),
  ]

  override async run(): Promise<void> {
    const input = await this.input()
    if ('problems' in input) return this.refuse('invalid_input', ...input.problems)
    const longest = longestMessage(process.env)
    if (longest === undefined)
      return this.refuse('invalid_input', problem('input_size_wrong', {most: 1024 ** 3}))
    const {keyFile, http} = input.values
    const {machine} = this.door
    if (machine !== undefined && http !== undefined) return this.refuse('denied', problem('people_elsewhere'))
    if (typeof http === 'string') return this.serveHttp(http, longest)
    const key = await keyIn(process.env, keyFile)
    if (key === 'unusable') return this.refuse('invalid_input', problem('key_file'))
    if (machine !== undefined) return this.bridge(machine, key)
    const parrot = await this.door.parrot()
    if (key !== undefined && parrot.keyHolder(key) === undefined) {
      await parrot.refuseKey(key, 'mcp')
      return this.refuse('denied', refused)
    }
    await this.serve(parrot, key, longest)
  }

  private async serveHttp(text: string, longest: number): Promise<void> {
    const address = loopback(text)
    if (address === undefined) return this.refuse('invalid_input', problem('http_address'))
    const [{serveHttp}, {whileDelivering}] = await Promise.all([
      import('../../mcp/http/serve-http.ts'),
      import('../../mcp/while-delivering.ts'),
    ])
    const parrot = await this.door.parrot()
    const {signal, release} = interrupt(() => reloading(parrot))
    const listening = (at: string) => this.door.err.write(`${at}\n`)
    try {
      await whileDelivering(parrot, () => serveHttp(parrot, {...address, longest, listening}, signal))
    } catch (error) {
      const cause = causeWords(error)
      await this.refuse('broken', problem('http_listen', {address: text, cause}))
    } finally {
      release()
    }
  }

  /** Who it is and what it may is the server's to say. */
  private async bridge(machine: string, key: string | undefined): Promise<void> {
    const {bridge} = await import('../../people/bridge.ts')
    const {signal, release} = interrupt()
    const streams = {input: process.stdin, output: this.door.out.screen() as NodeJS.WriteStream}
    await bridge(machine, key, streams, AbortSignal.any([signal, this.door.unread]))
    release()
    process.stdin.destroy()
  }

  private async serve(parrot: Parrot, key: string | undefined, longest: number): Promise<void> {
    const [{serveStream}, {whileDelivering}] = await Promise.all([
      import('../../mcp/serve-stream.ts'),
      import('../../mcp/while-delivering.ts'),
    ])
    const {signal, release} = interrupt(() => reloading(parrot))
    const output = this.door.out.screen() as NodeJS.WriteStream
    const known = ({agent, keyHolder}: Parrot) => (key === undefined ? agent : keyHolder(key))
    if (process.stdin.isTTY) {
      const told = problem('mcp_by_hand')
      this.door.err.write(`${saysHere(told)}\n→ ${nextHere(told)}\n`)
    }
    const streams = {input: process.stdin, output, longest}
    const over = AbortSignal.any([signal, this.door.unread])
    const how = await whileDelivering(parrot, () => serveStream(parrot, known, streams, over))
    release()
    process.stdin.destroy()
    if (how === 'expelled') await this.refuse('denied', problem('key_ended'))
    if (output.writableLength === 0) return
    // What nobody reads would keep the process, and Node does not let go of stdout.
    await parrot.close()
    process.exit()
  }

  private refuse(
    ...[outcome, ...problems]: Parameters<typeof refusedHere> extends [string, ...infer R] ? R : never
  ) {
    return this.answer(refusedHere('mcp', outcome, ...problems))
  }

  protected view(): string {
    return ''
  }
}

/** What is wrong in the files is in the log. */
function reloading(parrot: Parrot): void {
  parrot.reload().catch(() => {})
}

/** The file goes before the variable. A key that others can read is nobody's. */
async function keyIn({PARROT_API_KEY: set}: NodeJS.ProcessEnv, file: unknown): Promise<string | undefined> {
  if (typeof file !== 'string') return set === undefined || set === '' ? undefined : set.trim()
  const {readSafely} = await import('../../config/safe-file.ts')
  const found = readSafely(file, process.getuid?.() ?? -1, 4096)
  const closed = found !== undefined && !('code' in found) && (found.stats.mode & 0o077) === 0
  return closed && found.text.trim() !== '' ? found.text.trim() : 'unusable'
}
