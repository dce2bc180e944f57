import {
  ProtocolError,
  ProtocolErrorCode,
  type GetPromptResult,
  type Prompt,
} from '@modelcontextprotocol/server'
import type {Parrot} from '../host/parrot.ts'
import {argumentOf} from '../manifest/names.ts'
import type {Principal} from '../rbac/decision.ts'
import {plainLine} from '../text/plain.ts'
import {problem, says} from '../text/problem.ts'
import {titleOf} from './command-tool.ts'
import {served, type Served} from './served.ts'
import {offeredTo} from './tool.ts'

/** Where a diagnosis can start. */
export const focuses = [
  'everything',
  'disks',
  'memory',
  'load',
  'services',
  'network',
  'temperature',
] as const

type Given = {readonly name: string; readonly arguments?: Readonly<Record<string, string>> | undefined}

/** Two ways to begin that a client can offer its user, and those of plugins. */
export function prompts(parrot: Parrot, by: Principal): Prompt[] {
  return [...served(parrot, by).flatMap(ofPlugin), ...ownPrompts()]
}

/** The inputs of the command are the arguments of the prompt. */
function ofPlugin({command, serves}: Served): Prompt[] {
  if (!('prompt' in serves)) return []
  const {tool, path, input = {}} = command
  const required = (input['required'] ?? []) as readonly string[]
  const properties = (input['properties'] ?? {}) as Properties
  return [
    {
      name: tool,
      title: titleOf(path),
      description: plainLine(command.description),
      arguments: Object.entries(properties).map(([name, property]) => ({
        name: argumentOf(name, property),
        description: plainLine(property.description ?? ''),
        required: required.includes(name),
      })),
    },
  ]
}

type Properties = Readonly<Record<string, {readonly description?: string; readonly 'x-mcp-name'?: string}>>

function ownPrompts(): Prompt[] {
  return [
    {
      name: 'diagnose_host',
      title: 'Diagnose this machine',
      description: says(problem('mcp_prompt_diagnose')),
      arguments: [
        {name: 'symptom', description: says(problem('mcp_prompt_diagnose_symptom')), required: false},
        {name: 'focus', description: says(problem('mcp_prompt_diagnose_focus')), required: false},
      ],
    },
    {
      name: 'plan_maintenance',
      title: 'Plan maintenance',
      description: says(problem('mcp_prompt_plan')),
      arguments: [
        {name: 'goal', description: says(problem('mcp_prompt_plan_goal')), required: true},
        {name: 'plugin', description: says(problem('mcp_prompt_plan_plugin')), required: false},
      ],
    },
  ]
}

/** One of them with what the user said, naming the tools that this client may use for it. */
export function prompt(parrot: Parrot, by: Principal, {name, arguments: given = {}}: Given): GetPromptResult {
  const tools = (readOnly: boolean) => toolsOf(parrot, by, readOnly)
  switch (name) {
    case 'diagnose_host':
      return asked(
        'mcp_prompt_diagnose',
        says(problem('mcp_prompt_diagnose_text', {...symptomOf(given), tools: tools(true)})),
      )
    case 'plan_maintenance':
      return asked(
        'mcp_prompt_plan',
        says(problem('mcp_prompt_plan_text', {...goalOf(given), tools: tools(false)})),
      )
    default:
      throw invalid(`Unknown prompt: ${plainLine(name, 64)}`)
  }
}

function asked(about: 'mcp_prompt_diagnose' | 'mcp_prompt_plan', text: string): GetPromptResult {
  return {
    description: says(problem(about)),
    messages: [{role: 'user', content: {type: 'text', text}}],
  }
}

function symptomOf({symptom, focus = 'everything'}: Readonly<Record<string, string>>) {
  const told =
    symptom === undefined ? '' : says(problem('mcp_prompt_symptom', {symptom: plainLine(symptom, 1000)}))
  return {symptom: told, focus: plainLine(focus, 100)}
}

function goalOf({goal, plugin}: Readonly<Record<string, string>>) {
  if (goal === undefined) throw invalid(says(problem('mcp_prompt_missing', {name: 'goal'})))
  const about =
    plugin === undefined ? '' : says(problem('mcp_prompt_plugin', {plugin: plainLine(plugin, 100)}))
  return {goal: plainLine(goal, 1000), plugin: about}
}

function toolsOf(parrot: Parrot, by: Principal, readOnly: boolean): string {
  const tools = offeredTo(parrot, by).filter(({annotations}) => annotations?.readOnlyHint === readOnly)
  return tools.map(({name}) => name).join(', ') || says(problem('mcp_no_tools'))
}

function invalid(message: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message)
}
