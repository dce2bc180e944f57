import {
  CLIENT_CAPABILITIES_META_KEY,
  inputRequired,
  ProtocolError,
  ProtocolErrorCode,
  type ClientCapabilities,
  type InputRequiredResult,
  type InputRequests,
  type ServerContext,
} from '@modelcontextprotocol/server'
import canonicalize from 'canonicalize'
import type {Values} from '../host/admit.ts'
import {areAnswers, mostQuestions} from '../host/spoken/answers.ts'
import type {Asks, Talk} from '../host/spoken/spoken.ts'
import {isWellFormed} from '../manifest/well-formed.ts'
import {problem, says, type Problem} from '../text/problem.ts'
import {inert} from './inert.ts'
import type {Seal} from './seal.ts'

/** One request as its retries have to be: for the same thing, with the same input. */
export type Round = {readonly talk: Talk; readonly ask: (asks: Asks, tool: string) => InputRequiredResult}

/** What a request brings of answers, and how it is answered with questions. Throws where what should come back as it was does not. */
export function roundOf(
  {mcpReq}: Pick<ServerContext, 'mcpReq'>,
  capabilities: ClientCapabilities | undefined,
  seal: Seal,
  about: {readonly name: string; readonly given: Values},
): Round {
  if (!isWellFormed([about.name, about.given])) throw invalid(problem('half_text'))
  const answers = answersOf(mcpReq.inputResponses)
  const purpose = canonicalize([mcpReq.method, about.name, about.given]) ?? ''
  const sealed = mcpReq.requestState()
  const state = typeof sealed === 'string' ? seal.open(sealed, purpose) : undefined
  if (sealed !== undefined && state === undefined)
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'Invalid or expired requestState', {
      reason: 'invalid_request_state',
    })
  return {
    talk: {client: asksOf(mcpReq, capabilities), answers, ...(state !== undefined && {state})},
    ask: ({inputRequests, requestState}, tool) =>
      inputRequired({
        inputRequests: questions(inputRequests, tool),
        ...(requestState !== undefined && {requestState: seal.close(requestState, purpose)}),
      }),
  }
}

/** What a client answered, by names that something can have been asked by. Throws for anything else. */
export function answersOf(given: unknown = {}): Talk['answers'] {
  if (!areAnswers(given)) throw invalid(problem('mcp_answers_wrong', {most: mostQuestions}))
  if (!isWellFormed(given)) throw invalid(problem('half_text'))
  return given
}

const invalid = (about: Problem) => new ProtocolError(ProtocolErrorCode.InvalidParams, says(about))

/** A request of 2026 says it itself; before that a client said it once for all. */
export function capabilitiesIn(
  {envelope}: ServerContext['mcpReq'],
  known: ClientCapabilities | undefined,
): ClientCapabilities | undefined {
  const said = envelope as Readonly<Record<string, ClientCapabilities | undefined>> | undefined
  return said?.[CLIENT_CAPABILITIES_META_KEY] ?? known
}

function asksOf(mcpReq: ServerContext['mcpReq'], known: ClientCapabilities | undefined): string[] {
  const {elicitation, sampling, roots} = capabilitiesIn(mcpReq, known) ?? {}
  const able = {user: elicitation, model: sampling, roots}
  return Object.entries(able).flatMap(([name, value]) => (value === undefined ? [] : [name]))
}

/** What a person reads says who asks: a stranger's program, and not the agent or Parrot. */
export function questions(asked: Asks['inputRequests'], tool: string): InputRequests {
  const named = Object.entries(asked).map(([key, {method, params}]) => {
    const clean = inert(params ?? {}) as Readonly<Record<string, unknown>>
    const {message} = clean
    const said = typeof message === 'string' && {message: says(problem('mcp_asks', {tool, message}))}
    return [key, method === 'roots/list' ? {method} : {method, params: {...clean, ...said}}] as const
  })
  return Object.fromEntries(named) as InputRequests
}
