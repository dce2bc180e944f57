import {action} from './area/action.ts'
import type {Permission} from './claim.ts'
import {decide, decideConsented, rank} from './decide.ts'
import type {Decision, Door, Principal, Verdict} from './decision.ts'
import {isResource} from './permission.ts'
import type {Policy} from './policy.ts'

/** What a call would run, as far as rights are concerned. */
export type Wanted = {
  readonly plugin: string
  readonly tool: string
  /** Its manifest's, expanded; with the values of inputs bound where those are known. */
  readonly permissions: readonly Permission[]
  /** Its manifest promises to change nothing. */
  readonly readOnly: boolean
  /** The workflow's own action, where this is an approved step of one that was allowed to run. */
  readonly within?: Permission
}

/**
 * May `principal` do this through `door`? A role must cover each action, `plugin:run:<plugin>` where there is
 * none, and `sys:*`; other resources stand by consent unless a role objects. Over MCP it must also cover
 * `mcp:read`, or `mcp:execute:<tool>` for what is not read-only. Whoever acts on somebody's behalf may no more than they.
 */
export function authorise(policy: Policy, principal: Principal, wanted: Wanted, door: Door): Verdict {
  const own = decisions(policy, principal, wanted, door)
  const {owner} = principal
  if (owner === undefined) return verdict(own)
  const theirs = authorise(policy, owner, wanted, 'terminal').decisions.filter(
    ({effect}) => effect !== 'allow',
  )
  return verdict([...own, ...theirs.map((one) => ({...one, whose: owner.name}))])
}

function decisions(policy: Policy, principal: Principal, wanted: Wanted, door: Door): Decision[] {
  const actions = wanted.permissions.filter((permission) => !isResource(permission))
  const needed = actions.length > 0 ? actions : [action('plugin', 'run', wanted.plugin)]
  const entry = door === 'mcp' ? [mcpRight(wanted)] : []
  const resources = wanted.permissions.filter(isResource)
  return [
    ...[...needed, ...entry].map((permission) => decideStep(policy, principal, permission, wanted.within)),
    ...resources.map((permission) =>
      permission.area === 'sys'
        ? decide(policy, principal, permission)
        : decideConsented(policy, principal, permission),
    ),
  ]
}

/**
 * May `principal` know that it is there? Whoever may run it or ask to, and who holds `plugin:see:<plugin>`; on somebody's behalf only what
 * they may know of too.
 */
export function sees(policy: Policy, principal: Principal, wanted: Wanted, door: Door): boolean {
  const {owner} = principal
  if (owner !== undefined && !sees(policy, owner, wanted, 'terminal')) return false
  if (verdict(decisions(policy, principal, wanted, door)).effect !== 'deny') return true
  const needed = [action('plugin', 'see', wanted.plugin), ...(door === 'mcp' ? [action('mcp', 'read')] : [])]
  return needed.every((permission) => decide(policy, principal, permission).effect === 'allow')
}

/** The worst of at least one decision stands for all; among equals the first. */
export function verdict(decisions: readonly Decision[]): Verdict {
  const because = decisions.reduce((a, b) => (rank(b) < rank(a) ? b : a))
  const provisional = decisions.some((one) => one.provisional)
  return {effect: because.effect, because, decisions, ...(provisional && {provisional})}
}

function mcpRight({tool, readOnly}: Wanted): Permission {
  return readOnly ? action('mcp', 'read') : action('mcp', 'execute', tool)
}

/** A workflow covers its steps where no role says anything of them itself, so never against a denial. */
function decideStep(
  policy: Policy,
  principal: Principal,
  permission: Permission,
  within?: Permission,
): Decision {
  const own = decide(policy, principal, permission)
  if (within === undefined || (own.rule !== undefined && own.rule !== '?*')) return own
  const workflow = decide(policy, principal, within)
  if (workflow.effect === 'deny') return own
  const {text, claim} = permission
  const provisional = claim.kind === 'action' && claim.input !== undefined
  return {...workflow, permission: text, through: within.text, ...(provisional && {provisional})}
}
