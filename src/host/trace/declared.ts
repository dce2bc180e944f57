import {posix} from 'node:path'
import type {Permission} from '../../rbac/claim.ts'
import {decideConsented} from '../../rbac/decide.ts'
import {isResource} from '../../rbac/permission.ts'
import {refused, type Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import type {Plugin} from '../plugin.ts'
import {settingsOf} from '../settings.ts'
import type {PluginTarget} from '../target.ts'
import {wantedBy} from '../wanted.ts'
import type {NamedPlaces} from './proposals.ts'
import type {Subject} from './subject.ts'

/** What a manifest declares of the machine, as it is written and as it is meant here. */
export type Declared = {readonly text: string; readonly meant: Permission}

/**
 * The resources that are given in a trace: what the manifest declares, but for `sys:`, which no trace gives. Refused where
 * a role of who asks objects to one.
 */
export function declaredBy(
  subject: Subject,
  {world, request}: Work,
): {readonly declared: readonly Declared[]} | {readonly answer: Answer} {
  const {wanted, problems} = wantedBy(targetFor(subject), world, {unsandboxed: false})
  if (problems.length > 0) return {answer: {outcome: 'invalid_input', problems}}
  const declared = wanted.permissions
    .map((meant, at) => ({text: subject.command.permissions[at] ?? meant.text, meant}))
    .filter(({meant}) => isResource(meant) && meant.area !== 'sys')
  const decisions = declared.map(({meant}) => decideConsented(world.policy, request.by, meant))
  const against = decisions.find(({effect}) => effect !== 'allow')
  if (against === undefined) return {declared}
  return {answer: refused({effect: against.effect, because: against, decisions})}
}

/** The paths that are configured for it, by their names in a manifest. */
export function placesFor(subject: Subject, {world}: Work): NamedPlaces {
  const {config = {}} = subject.manifest
  const values = Object.entries(settingsOf(targetFor(subject), world.config))
  return Object.fromEntries(
    values.flatMap(([key, value]) =>
      config[key]?.type === 'path' && typeof value === 'string' && value.startsWith('/')
        ? [[`$CONFIG.${key}`, posix.resolve(value)]]
        : [],
    ),
  )
}

/** It as a call would find it. */
export function targetFor({dir, manifest, command}: Subject): PluginTarget {
  const {name, version, description} = manifest
  const plugin: Plugin = {
    name,
    version,
    description,
    dir,
    origin: 'user',
    state: 'not_enabled',
    stamp: '',
    commands: [],
    risk: 'low',
    load: () => ({manifest, commands: [command]}),
  }
  return {tool: command.tool, manifest, command, plugin}
}
