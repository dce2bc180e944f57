import canonicalize from 'canonicalize'
import type {Command} from '../../manifest/manifest.ts'
import {includes} from '../../rbac/match.ts'
import {isResource, readPermission} from '../../rbac/permission.ts'
import {problem, says} from '../../text/problem.ts'

/**
 * What of the commands `now` nobody agreed to, though the plugin as a whole asks for no more: one that is given what another
 * one had, or that fewer rights lead to. Of what was approved each command stands for itself: who may call one may not call all.
 */
export function eased(before: readonly Command[], now: readonly Command[]): string[] {
  const free = now.filter((command) => !before.some((old) => covers(old, command)))
  return free.map(({tool}) => says(problem('command_eased', {tool})))
}

/** Does whoever agreed to `old` agree to this one: with no more in its hands, and for nobody else? */
function covers(old: Command, command: Command): boolean {
  const [had, has] = [split(old), split(command)]
  const given = has.resources.every((one) => had.resources.some((each) => includes(each, one)))
  const asked = had.actions.every(({text}) => has.actions.some((each) => each.text === text))
  return given && asked && isOpen(old) >= isOpen(command) && callsNoMore(old, command)
}

/** What a workflow lends its callers is its steps as they stand there: another input restarts another unit. */
function callsNoMore(old: Command, command: Command): boolean {
  const had = new Set(callsOf(old))
  return callsOf(command).every((call) => had.has(call))
}

function callsOf({entrypoint}: Command): string[] {
  const steps = typeof entrypoint === 'object' && 'workflow' in entrypoint ? entrypoint.workflow : []
  return steps.map(({call, input = {}}) => canonicalize({call, input}) ?? '')
}

/** Over MCP one that only reads needs less. */
const isOpen = ({annotations}: Command) => (annotations?.readOnly === true ? 1 : 0)

function split({permissions}: Command) {
  const read = permissions.map(readPermission).filter((each) => 'claim' in each)
  const actions = read.filter((each) => !isResource(each))
  // One without an action needs `plugin:run:<name>`, which is none of the others.
  return {resources: read.filter(isResource), actions: actions.length > 0 ? actions : [{text: ''}]}
}
