import {isInputRequiredResult, type CallToolResult} from '@modelcontextprotocol/server'
import type {Values} from '../../host/admit.ts'
import type {Asks} from '../../host/spoken/spoken.ts'
import {callTool} from '../call-tool.ts'
import type {Session} from '../session.ts'
import {questions, type Round} from '../talk.ts'
import type {Tool} from '@modelcontextprotocol/server'
import type {Task, Work} from './tasks.ts'

type Project = (result: CallToolResult, schema: Tool['outputSchema']) => CallToolResult

/** Starts the call as a task; its result comes when it is asked for. Undefined where this client has too many. */
export function asTask(
  session: Session,
  name: string,
  given: Values,
  {talk}: Pick<Round, 'talk'>,
  project: Project,
): Task | undefined {
  const work: Work = async ({signal, ask}) => {
    let told = talk
    for (;;) {
      let asked: Asks | undefined
      const {result, tool} = await callTool(session, name, given, {
        signal,
        watch: {},
        talk: told,
        ask: (asks) => {
          asked = asks
          return {resultType: 'input_required'}
        },
      })
      if (!isInputRequiredResult(result))
        return {
          status: 'completed',
          result: {resultType: 'complete', ...project(result, tool?.listed.outputSchema)},
        }
      const {inputRequests = {}, requestState: state} = asked ?? {}
      const answers = {...told.answers, ...(await ask(questions(inputRequests, name)))}
      told = {client: told.client, answers, ...(state !== undefined && {state})}
    }
  }
  return session.tasks.start(work)
}
