import {describe, expect, test} from 'vitest'
import {authorise, verdict} from '../../src/rbac/authorise.ts'
import {decide, decideConsented} from '../../src/rbac/decide.ts'
import {cures, explain} from '../../src/rbac/explain.ts'
import {says} from '../../src/text/problem.ts'
import {permissionOf, policyOf, policyOfRows} from './policy-of.ts'
import {pick, samplePermission, sampleRole, seeded} from './sample.ts'
import type {TrueRole} from './truth.ts'

const policy = policyOfRows({
  admin: {permissions: ['*']},
  operator: {permissions: ['health:check', '?logs:read'], extends: 'base'},
  agent: {permissions: ['health:check', '?*', '!sys:*', '!net:connect:a.org']},
  base: {permissions: ['!sys:*']},
  closed: {permissions: ['!facts:*']},
})

function cured(roles: readonly string[], text: string, decideIt = decide): readonly string[] {
  const principal = {name: 'pi', roles, evidence: 'uid 1000'}
  return explain(policy, principal, verdict([decideIt(policy, principal, permissionOf(text))])).map(says)
}

describe('what would change a decision', () => {
  test('nothing covers it', () => {
    expect(cured(['operator'], 'backup:execute')).toEqual(['Role "operator" would need "backup:execute".'])
    expect(cured(['operator'], 'service:restart:{unit}')).toEqual([
      'Role "operator" would need "service:restart".',
      'For one unit alone "service:restart:<unit>" is enough.',
    ])
  })

  test('an entry denies it, perhaps that of a role further up', () => {
    expect(cured(['agent'], 'sys:root')).toEqual(['Remove "!sys:*" from role "agent".'])
    expect(cured(['operator'], 'sys:root')).toEqual([
      'Remove "!sys:*" from role "base".',
      'Role "operator" would need "sys:root".',
    ])
  })

  test('it has to be asked for', () => {
    expect(cured(['operator'], 'logs:read')).toEqual([
      'Remove "?logs:read" from role "operator".',
      'Role "operator" would need "logs:read".',
    ])
    expect(cured(['agent'], 'logs:write')).toEqual(['Role "agent" would need "logs:write".'])
  })

  test('it is allowed', () => {
    expect(cured(['admin'], 'health:check')).toEqual(['To forbid it, add "!health:check" to role "admin".'])
    expect(cured([], 'fs:read:/srv', decideConsented)).toEqual([])
  })

  test('a resource is consented to already', () => {
    expect(cured(['agent'], 'net:connect:a.org', decideConsented)).toEqual([
      'Remove "!net:connect:a.org" from role "agent".',
    ])
    expect(cured(['base'], 'facts:load', decideConsented)).toEqual([
      'To forbid it, add "!facts:load" to role "base".',
    ])
    expect(cured(['closed'], 'facts:load', decideConsented)).toEqual([
      'Remove "!facts:*" from role "closed".',
    ])
  })

  test('there is no role yet', () => {
    expect(cured([], 'health:check')).toEqual([
      '"pi" would need a role that holds "health:check": admin, operator, agent.',
    ])
    const nobody = {name: 'pi', roles: ['gone'], evidence: ''}
    const denied = verdict([{effect: 'deny', permission: 'a:b'}])
    expect(explain(policyOfRows({}), nobody, denied).map(says)).toEqual([
      '"pi" would need a role that holds "a:b"; no role does yet. See docs/roles.md.',
    ])
  })

  test('there is nothing to say of what is no permission', () => {
    const admin = {name: 'pi', roles: ['admin'], evidence: ''}
    expect(explain(policy, admin, verdict([{effect: 'deny', permission: 'nonsense'}]))).toEqual([])
  })

  test('an entry that two roles share is named once', () => {
    const both = {name: 'pi', roles: ['base', 'operator'], evidence: ''}
    const decision = decide(policy, both, permissionOf('sys:root'))
    expect(cures(policy, both, decision).map(says)).toEqual([
      'Remove "!sys:*" from role "base".',
      'Role "base" would need "sys:root".',
    ])
  })

  test('all that stands in the way of a command, each once', () => {
    const agent = {name: 'claude', roles: ['agent'], evidence: ''}
    const command = {plugin: 'update', tool: 'update', readOnly: false}
    const texts = ['update:execute', 'sys:root', 'sys:systemd', 'net:connect:a.org']
    const said = authorise(policy, agent, {...command, permissions: texts.map(permissionOf)}, 'terminal')
    expect(explain(policy, agent, said).map(says)).toEqual([
      'Remove "!sys:*" from role "agent".',
      'Remove "!net:connect:a.org" from role "agent".',
    ])
  })
})

test('whoever does all of it gets what was promised', () => {
  const random = seeded(11)
  const seen = {allow: 0, ask: 0, deny: 0}
  for (let round = 0; round < 3000; round += 1) {
    const roles = [sampleRole(random, 'a', pick(random, [1, 4, 12])), sampleRole(random, 'b', 4)]
    const principal = {name: 'pi', roles: ['a', 'b'], evidence: ''}
    const before = decide(policyOf(roles), principal, permissionOf(samplePermission(random)))
    const edits = explain(policyOf(roles), principal, verdict([before]))
    const after = decide(policyOf(edited(roles, edits)), principal, permissionOf(before.permission)).effect
    const promised = {deny: ['ask', 'allow'], ask: ['allow'], allow: ['deny']}[before.effect]
    const about = `${JSON.stringify(roles)} ${before.permission} ${edits.map(says).join(' ')}`
    expect(promised.includes(after) ? 'as promised' : `${after} after ${about}`).toBe('as promised')
    seen[before.effect] += 1
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(100)
})

/** The roles with these edits made, one for one. */
function edited(roles: readonly TrueRole[], edits: ReturnType<typeof explain>): TrueRole[] {
  return roles.map(({name, permissions}) => {
    const mine = edits.filter(({params}) => params['role'] === name)
    const removed = new Set(mine.filter(({code}) => code === 'cure_remove').map(({params}) => params['rule']))
    const added = mine.filter(({code}) => code !== 'cure_remove').map(({params}) => String(params['rule']))
    return {name, permissions: [...permissions.filter((entry) => !removed.has(entry)), ...added]}
  })
}
