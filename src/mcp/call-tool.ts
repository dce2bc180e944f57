import {
  ProtocolError,
  ProtocolErrorCode,
  type CallToolResult,
  type InputRequiredResult,
} from '@modelcontextprotocol/server'
import type {Values} from '../host/admit.ts'
import {operations} from '../host/operations.ts'
import type {Parrot} from '../host/parrot.ts'
import type {Asks} from '../host/spoken/spoken.ts'
import type {Principal} from '../rbac/decision.ts'
import {outcomes} from '../outcomes.ts'
import {plainLine} from '../text/plain.ts'
import {answered} from './answered.ts'
import {isOffered} from './operation-tools.ts'
import {busy, refused, refusedText} from './refused.ts'
import {runCall, type How, type Ran} from './run-call.ts'
import {isServed} from './served.ts'
import type {Session} from './session.ts'
import {offered, type Offered} from './tool.ts'

export type Called = {
  readonly result: CallToolResult | InputRequiredResult
  readonly tool: Offered | undefined
}

/** One call of a tool, and what comes of it in the client's words. `ask` says questions of the plugin's as they are sent. */
export async function callTool(
  session: Session,
  name: string,
  given: Values,
  how: How & {readonly ask?: (asks: Asks, tool: string) => InputRequiredResult},
): Promise<Called> {
  const {parrot, by} = await session.now()
  if (hidden(parrot, by, name)) throw unknownTool(name)
  const ran = await runCall(session, name, given, offered, how)
  const spoken = ran.ended?.spoken
  if (spoken !== undefined && 'inputRequests' in spoken && how.ask !== undefined)
    return {result: how.ask(spoken, name), tool: ran.tool}
  // It says that it could not even try, which is no result of its own.
  if (spoken !== undefined && 'error' in spoken)
    throw new ProtocolError(ProtocolErrorCode.InternalError, refusedText(name, ran))
  return {result: await inWords(session, name, ran), tool: ran.tool}
}

/** What is not for agents, and what is offered to them as something else. */
function hidden(parrot: Parrot, by: Principal, name: string): boolean {
  return operations.has(name) ? !isOffered(name) : isServed(parrot, by, name)
}

async function inWords(session: Session, name: string, ran: Ran): Promise<CallToolResult> {
  const {parrot, ended, tool} = ran
  if (ended === undefined) return busy(name)
  switch (outcomes[ended.outcome].mcp) {
    case 'protocol_error':
      throw unknownTool(ended.tool)
    case 'result':
      return answered({kept: session.kept, folders: parrot.folders}, ended, tool)
    case 'question':
    case 'error':
      return refused({...ran, ended})
  }
}

/** The same for one that is not there and one that the client may not know of. */
function unknownTool(name: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${plainLine(name, 64)}`)
}
