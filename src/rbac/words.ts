import type {Code} from '../text/en.ts'
import {problem, says, type Problem} from '../text/problem.ts'
import type {ActionClaim, HostClaim, Permission} from './claim.ts'
import {isResource} from './permission.ts'

/** What a plugin that was given this may do, as one would say it: "may read /var/log". */
export function inWords(permission: Permission): string {
  return says(phrase(permission))
}

function phrase(permission: Permission): Problem {
  const {family, claim} = permission
  if (claim.kind === 'path')
    return problem(claim.access === 'read' ? 'may_read' : 'may_write', {path: claim.path})
  if (claim.kind === 'host') return hostPhrase(claim)
  if (claim.kind === 'program') return problem('may_exec', {program: claim.program})
  if (claim.kind === 'variable')
    return problem(claim.prefix ? 'may_env_prefix' : 'may_env', {name: claim.name})
  if (isResource(permission)) return {code: `may_${family.replace(':', '_')}` as Code, params: {}}
  return actionPhrase(permission, claim)
}

function hostPhrase({host, port}: HostClaim): Problem {
  if (port === '') return problem('may_connect_to', {place: host})
  return port === '*' ? problem('may_connect_any_port', {host}) : problem('may_connect', {host, port})
}

function actionPhrase({text, family}: Permission, {input}: ActionClaim): Problem {
  if (input === undefined) return problem('may_act', {permission: text})
  return problem('may_act_input', {permission: family, input})
}
