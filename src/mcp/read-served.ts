import {
  ProtocolError,
  ProtocolErrorCode,
  type GetPromptResult,
  type InputRequiredResult,
  type ReadResourceResult,
} from '@modelcontextprotocol/server'
import type {Values} from '../host/admit.ts'
import type {Spoken} from '../host/spoken/spoken.ts'
import type {Command} from '../manifest/manifest.ts'
import {argumentOf} from '../manifest/names.ts'
import {valuesIn} from '../manifest/template.ts'
import {outcomes} from '../outcomes.ts'
import {refusedText} from './refused.ts'
import {runCall, type How} from './run-call.ts'
import {asCalled, served, servedAs} from './served.ts'
import type {Session} from './session.ts'
import {cleanBlock, cleanContent} from './spoken-content.ts'
import type {Round} from './talk.ts'

/** A request for what a plugin serves, and how it is answered with questions. */
export type Asking = How & Pick<Round, 'ask'>

/** A resource of a plugin's: its command is called, like any. Undefined where none that the client may see has such an address. */
export async function readServed(
  session: Session,
  uri: string,
  asking: Asking,
): Promise<ReadResourceResult | InputRequiredResult | undefined> {
  const {parrot, by} = await session.now()
  for (const {command, serves} of served(parrot, by)) {
    const values = 'resource' in serves ? valuesIn(serves.resource, uri) : undefined
    if (values === undefined) continue
    return said(session, command.tool, values, asking, (spoken) =>
      'contents' in spoken ? {contents: spoken.contents.map(cleanContent)} : undefined,
    )
  }
  return undefined
}

/** A prompt of a plugin's, by the name of its command, the same way. */
export async function getServed(
  session: Session,
  name: string,
  given: Values,
  asking: Asking,
): Promise<GetPromptResult | InputRequiredResult | undefined> {
  const {parrot, by} = await session.now()
  const found = servedAs(parrot, by, name)
  if (found === undefined || !('prompt' in found.serves)) return undefined
  return said(session, name, byInput(found.command, given), asking, (spoken) =>
    'messages' in spoken
      ? {messages: spoken.messages.map(({role, content}) => ({role, content: cleanBlock(content)}))}
      : undefined,
  )
}

/** Arguments by the names of the inputs that they stand for. */
function byInput({input}: Command, given: Values): Values {
  const properties = (input?.['properties'] ?? {}) as Readonly<
    Record<string, {readonly 'x-mcp-name'?: string}>
  >
  const inputs = new Map(
    Object.entries(properties).map(([name, property]) => [argumentOf(name, property), name]),
  )
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [inputs.get(name) ?? name, value]))
}

async function said<T>(
  session: Session,
  name: string,
  given: Values,
  {ask, ...how}: Asking,
  read: (spoken: Spoken) => T | undefined,
): Promise<T | InputRequiredResult> {
  const ran = await runCall(session, name, given, asCalled, how)
  const {ended} = ran
  const spoken = ended?.spoken
  if (spoken !== undefined && 'inputRequests' in spoken) return ask(spoken, name)
  const good = ended !== undefined && outcomes[ended.outcome].mcp === 'result' && spoken !== undefined
  const result = good ? read(spoken) : undefined
  if (result !== undefined) return result
  const code =
    ended?.outcome === 'invalid_input' ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError
  throw new ProtocolError(code, refusedText(name, ran))
}
