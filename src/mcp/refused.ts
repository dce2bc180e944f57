import type {CallToolResult} from '@modelcontextprotocol/server'
import {exactly} from '../host/exactly.ts'
import type {CallResult} from '../host/request.ts'
import {withoutNames} from '../host/without-names.ts'
import {flagOf} from '../manifest/names.ts'
import {outcomes, type Outcome} from '../outcomes.ts'
import {plain} from '../text/plain.ts'
import {problem, says, type Problem} from '../text/problem.ts'
import {block, both, metaOf} from './answered.ts'
import {withoutFolders} from './folders.ts'
import type {Ran} from './run-call.ts'
import type {Offered} from './tool.ts'

/** Of its own output or log. */
const mostQuoted = 4000
/** Their reasons tell of this machine's files and nothing that a model could do. */
const hidden: ReadonlySet<Outcome> = new Set(['broken', 'no_sandbox', 'tampered'])

type Refused = Ran & {readonly ended: CallResult}

/** A call that did not go well, said so that a model can act on it: what, by which rule, who could allow it, what to try. */
export function refused(ran: Refused): CallToolResult {
  const {parrot, ended} = ran
  const told = [...reasons(ran), ...whoMay(ran)].map(both)
  const lines = [...new Set(told)].map((line) => withoutFolders(line, parrot.folders))
  return {
    isError: true,
    content: [block(lines.join('\n')), ...quoted(ended)],
    _meta: metaOf(ended, ended.outcome),
  }
}

/** The same in a line, where the protocol has no room for more. */
export function refusedText(name: string, ran: Ran): string {
  const {ended} = ran
  const {content} = ended === undefined ? busy(name) : refused({...ran, ended})
  const [first] = content
  return first?.type === 'text' ? first.text : ''
}

/** Nothing was asked of the host. */
export function busy(tool: string): CallToolResult {
  const told = both(problem('mcp_busy', {tool: plain(tool)}))
  return {isError: true, content: [block(told)], _meta: {'parrot/outcome': 'rate_limited'}}
}

function reasons({ended, tool: offered, values}: Refused): Problem[] {
  const {outcome, call, tool, problems} = ended
  const {meaning} = outcomes[outcome]
  if (outcome === 'unknown_outcome') return [problem('mcp_unrecorded', {tool, call})]
  if (hidden.has(outcome)) return [problem('mcp_hidden', {tool, meaning, call})]
  if (problems.length === 0) return [problem('mcp_hidden', {tool, meaning, call})]
  return exactly(problems, values).map((one) => inputsByName(withoutNames(one), offered))
}

/** The host speaks of flags, which an agent has none of. */
function inputsByName({code, params}: Problem, offered: Offered | undefined): Problem {
  const name = propertyOf(String(params['name']), offered)
  const {found = '', want = '', near = ''} = params
  if (code === 'input_wrong') return problem('mcp_input_wrong', {name, found, want})
  if (code === 'input_wrong_near') return problem('mcp_input_wrong_near', {name, found, want, near})
  if (code === 'input_unknown') return problem('mcp_input_unknown', {name})
  if (code === 'input_mistyped')
    return problem('mcp_input_mistyped', {name, nearest: propertyOf(String(params['nearest']), offered)})
  if (code === 'dry_run_unsupported') return problem('mcp_dry_run_missing', {tool: params['tool'] ?? ''})
  return {code, params}
}

/** `--disk-threshold (0)` → `disk_threshold (0)`. */
function propertyOf(shown: string, offered: Offered | undefined): string {
  const [word = '', ...inner] = shown.split(' ')
  const names = Object.keys(offered?.input['properties'] ?? {})
  const found = names.find((name) => flagOf(name) === word || name.toUpperCase() === word)
  return [found ?? word.replace(/^--/, '').replaceAll('-', '_'), ...inner].join(' ')
}

function whoMay({parrot, by, ended, values}: Refused): Problem[] {
  const {outcome, tool, problems, decision} = ended
  if (outcome !== 'denied' && outcome !== 'needs_approval') return []
  // No role is what was missing.
  if (problems.some(({code}) => code === 'schedule_terminal') || decision?.effect === 'allow') return []
  const {roles, edits} = parrot.remedies(by, tool, 'mcp', values, decision)
  return [
    roles.length > 0 ? problem('mcp_roles', {roles: roles.join(', ')}) : problem('mcp_no_roles'),
    ...edits.map((edit) => problem('mcp_admin', {edit: says(edit)})),
  ]
}

/** What the plugin said before it ended, after what Parrot says and apart from it. */
function quoted({tool, output, log}: CallResult) {
  const parts = [typeof output === 'string' ? output : undefined, log].filter(
    (part): part is string => part !== undefined && part.trim() !== '',
  )
  return parts.flatMap((part) => [
    block(`${says(problem('mcp_log', {tool: plain(tool)}))}\n${plain(part).slice(-mostQuoted)}`),
    block(says(problem('mcp_quoted'))),
  ])
}
