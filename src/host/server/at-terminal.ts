import {problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {BuiltinCall} from '../builtin.ts'

/**
 * An agent that could stop the server would wait for its own end; what is started, stopped and installed a person answers for; and
 * a server cannot be asked to outlive its own end.
 */
export function notAtTerminal({work}: BuiltinCall): Answer | undefined {
  if (work.request.person !== undefined) return {outcome: 'denied', problems: [problem('people_server')]}
  if (work.request.door === 'terminal') return undefined
  return {outcome: 'denied', problems: [problem('server_terminal')]}
}
