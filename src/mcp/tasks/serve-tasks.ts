import {
  fromJsonSchema,
  MissingRequiredClientCapabilityError,
  ProtocolError,
  ProtocolErrorCode,
  type ClientCapabilities,
  type Server,
} from '@modelcontextprotocol/server'
import {plainLine} from '../../text/plain.ts'
import type {Session} from '../session.ts'
import {answersOf, capabilitiesIn} from '../talk.ts'
import type {Task} from './tasks.ts'

/** The extension of 2026 by which a client says that it can wait for the end of a call elsewhere. */
export const extension = 'io.modelcontextprotocol/tasks'

type Params = {readonly taskId: string; readonly inputResponses?: Readonly<Record<string, unknown>>}
type Told = Parameters<typeof capabilitiesIn>[0]

const params = fromJsonSchema<Params>({
  type: 'object',
  properties: {taskId: {type: 'string'}, inputResponses: {type: 'object'}},
  required: ['taskId'],
})

/** Lets a client look at its tasks, answer what they ask and cancel them. */
export function serveTasks(server: Server, session: Session): void {
  const {tasks} = session
  const known = async (taskId: string, mcpReq: Told): Promise<Task> => {
    if (!knowsTasks(mcpReq)) throw needsTasks()
    // For a client that is nobody any more there is nothing to look at.
    await session.now()
    const task = tasks.look(taskId)
    if (task !== undefined) return task
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown task: ${plainLine(taskId, 64)}`)
  }
  server.setRequestHandler('tasks/get', {params}, async ({taskId}, {mcpReq}) => ({
    ...(await known(taskId, mcpReq)),
  }))
  server.setRequestHandler('tasks/update', {params}, async ({taskId, inputResponses}, {mcpReq}) => {
    await known(taskId, mcpReq)
    tasks.answer(taskId, answersOf(inputResponses ?? mcpReq.inputResponses))
    return {}
  })
  server.setRequestHandler('tasks/cancel', {params}, async ({taskId}, {mcpReq}) => {
    await known(taskId, mcpReq)
    tasks.cancel(taskId)
    return {}
  })
}

export function knowsTasks(mcpReq: Told): boolean {
  const {extensions} = (capabilitiesIn(mcpReq, undefined) ?? {}) as ClientCapabilities & {
    readonly extensions?: Readonly<Record<string, unknown>>
  }
  return extensions?.[extension] !== undefined
}

export function needsTasks(): MissingRequiredClientCapabilityError {
  return new MissingRequiredClientCapabilityError({
    requiredCapabilities: {extensions: {[extension]: {}}},
  })
}
