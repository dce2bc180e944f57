import {describe, expect, test} from 'vitest'
import {authorise, sees, type Wanted} from '../../src/rbac/authorise.ts'
import type {Door} from '../../src/rbac/decision.ts'
import {permissionOf, policyOf} from './policy-of.ts'

const clearly = {readOnly: true, plugin: 'backup', tool: 'backup_list'}

function wanted(permissions: readonly string[], more: Partial<Wanted> = {}): Wanted {
  return {...clearly, permissions: permissions.map(permissionOf), ...more}
}

const ask = (entries: readonly string[], what: Wanted, door: Door = 'terminal') =>
  authorise(
    policyOf([{name: 'r', permissions: entries}]),
    {name: 'pi', roles: ['r'], evidence: 'uid 1000'},
    what,
    door,
  )

const see = (entries: readonly string[], what: Wanted, door: Door = 'terminal') =>
  sees(
    policyOf([{name: 'r', permissions: entries}]),
    {name: 'pi', roles: ['r'], evidence: 'uid 1000'},
    what,
    door,
  )

describe('actions', () => {
  test('each must be covered', () => {
    expect(ask(['backup:list'], wanted(['backup:list', 'logs:read']))).toEqual({
      effect: 'deny',
      because: {effect: 'deny', permission: 'logs:read'},
      decisions: [
        {effect: 'allow', permission: 'backup:list', rule: 'backup:list', role: 'r'},
        {effect: 'deny', permission: 'logs:read'},
      ],
    })
  })

  test('a plugin without any is run by its name, and by nothing else', () => {
    expect(ask(['plugin:run:backup'], wanted([])).effect).toBe('allow')
    expect(ask(['plugin:run:backup'], wanted(['fs:read:/srv'])).effect).toBe('allow')
    expect(ask(['backup:list', 'fs:*', 'plugin:run:hello'], wanted(['fs:read:/srv'])).because).toEqual({
      effect: 'deny',
      permission: 'plugin:run:backup',
    })
    expect(ask([], wanted([])).effect).toBe('deny')
  })

  test('the worst counts: one to ask for makes all wait, one denied ends it', () => {
    expect(ask(['backup:list', '?logs:read'], wanted(['backup:list', 'logs:read'])).because.rule).toBe(
      '?logs:read',
    )
    expect(ask(['?backup:list'], wanted(['backup:list', 'logs:read'])).because.permission).toBe('logs:read')
  })

  test('with an input still unknown the verdict says so', () => {
    const unit = wanted(['service:restart:{unit}'])
    expect(ask(['service:restart:a'], unit)).toMatchObject({effect: 'allow', provisional: true})
    expect(ask(['service:stop'], unit)).toMatchObject({effect: 'deny'})
    expect(ask(['service:stop'], unit)).not.toHaveProperty('provisional')
  })
})

describe('resources', () => {
  const files = wanted([
    'backup:list',
    'fs:read:/srv',
    'net:connect:a.org',
    'exec:tar',
    'env:EDITOR',
    'facts:mounts',
  ])

  test('stand by consent: no role has to hold them', () => {
    const {effect, decisions} = ask(['backup:list'], files)
    expect(effect).toBe('allow')
    expect(decisions[1]).toEqual({effect: 'allow', permission: 'fs:read:/srv', consented: true})
  })

  test.each(['!fs:read:/srv/secret', '!net:*', '!exec:tar', '!env:*', '!facts:mounts', '!*'])(
    '%s stops them',
    (denial) => {
      expect(ask(['*', denial], files).because.rule).toBe(denial)
    },
  )

  test('an entry that wants to be asked counts; a bare ?* does not, for consent fills the gap', () => {
    expect(ask(['backup:list', '?net:*'], files)).toMatchObject({
      effect: 'ask',
      because: {rule: '?net:*', consented: true},
    })
    expect(ask(['backup:list', '?fs:write:/srv'], files).effect).toBe('allow')
    expect(ask(['backup:list', '?*'], files).effect).toBe('allow')
  })

  test('sys:* needs the role too', () => {
    const root = wanted(['backup:list', 'sys:root'])
    expect(ask(['backup:list'], root).because).toEqual({effect: 'deny', permission: 'sys:root'})
    expect(ask(['backup:list', 'sys:backup'], root).effect).toBe('deny')
    expect(ask(['backup:list', 'sys:root'], root).effect).toBe('allow')
    expect(ask(['backup:list', '?*', '!sys:*'], root).because.rule).toBe('!sys:*')
  })

  test('a path that was not expanded stands by nothing', () => {
    expect(ask(['*'], wanted(['backup:list', 'fs:read:$DATA'])).because).toEqual({
      effect: 'deny',
      permission: 'fs:read:$DATA',
    })
  })
})

describe('doors', () => {
  const list = wanted(['backup:list'])
  const create = wanted(['backup:list'], {readOnly: false, tool: 'backup_create'})

  test('over MCP what is read-only needs mcp:read, anything else mcp:execute for the tool', () => {
    expect(ask(['backup:list'], list, 'mcp').because.permission).toBe('mcp:read')
    expect(ask(['backup:list', 'mcp:read'], list, 'mcp').effect).toBe('allow')
    expect(ask(['backup:list', 'mcp:read'], create, 'mcp').because.permission).toBe(
      'mcp:execute:backup_create',
    )
    expect(ask(['backup:list', 'mcp:execute'], create, 'mcp').effect).toBe('allow')
    expect(ask(['backup:list', 'mcp:execute:backup_create'], create, 'mcp').effect).toBe('allow')
    expect(ask(['backup:list', 'mcp:execute:backup_drill'], create, 'mcp').effect).toBe('deny')
    expect(ask(['backup:list', 'mcp:execute', '!mcp:execute:backup_create'], create, 'mcp').effect).toBe(
      'deny',
    )
  })

  test.each(['terminal', 'clock'] as const)('the %s needs none', (door) => {
    expect(ask(['backup:list'], create, door).effect).toBe('allow')
  })
})

describe('steps of a workflow', () => {
  const within = permissionOf('nightly:execute')
  const step = wanted(['backup:execute', 'fs:read:/srv'], {readOnly: false, tool: 'backup_create', within})

  test('are covered by it, and both are named', () => {
    expect(ask(['nightly:execute'], step).because).toEqual({
      effect: 'allow',
      permission: 'backup:execute',
      rule: 'nightly:execute',
      role: 'r',
      through: 'nightly:execute',
    })
    expect(ask(['nightly:execute', '?*'], step).effect).toBe('allow')
    expect(ask(['nightly:execute'], wanted([], {within})).effect).toBe('allow')
    expect(ask(['nightly:execute'], wanted(['service:restart:{unit}'], {within}))).toMatchObject({
      provisional: true,
    })
  })

  test('never against what a role says of the step itself, nor by a workflow that may not run', () => {
    expect(ask(['nightly:execute', '!backup:execute'], step).because.rule).toBe('!backup:execute')
    expect(ask(['nightly:execute', '?backup:execute'], step).because.rule).toBe('?backup:execute')
    expect(ask(['nightly:execute', '!fs:*'], step).because.rule).toBe('!fs:*')
    expect(ask(['weekly:execute'], step).effect).toBe('deny')
    expect(ask(['backup:execute'], step).because).not.toHaveProperty('through')
  })

  test('never for sys:*', () => {
    expect(
      ask(['nightly:execute'], wanted(['backup:execute', 'sys:root'], {within})).because.permission,
    ).toBe('sys:root')
  })
})

describe('who sees a plugin', () => {
  const create = wanted(['backup:execute', 'sys:backup'], {readOnly: false, tool: 'backup_create'})

  test('whoever may run it, or ask to', () => {
    expect(see(['backup:execute', 'sys:backup'], create)).toBe(true)
    expect(see(['?backup:execute', 'sys:backup'], create)).toBe(true)
    expect(see(['backup:execute'], create)).toBe(false)
    expect(see([], create)).toBe(false)
  })

  test('whoever holds plugin:see for it; having to ask for that shows nothing', () => {
    expect(see(['plugin:see:backup'], create)).toBe(true)
    expect(see(['plugin:see'], create)).toBe(true)
    expect(see(['plugin:see:hello'], create)).toBe(false)
    expect(see(['?*', '!sys:*'], create)).toBe(false)
  })

  test('over MCP only with mcp:read', () => {
    expect(see(['plugin:see:backup'], create, 'mcp')).toBe(false)
    expect(see(['plugin:see:backup', 'mcp:read'], create, 'mcp')).toBe(true)
    expect(see(['backup:execute', 'sys:backup'], create, 'mcp')).toBe(false)
  })
})

test('Claude may restart Jellyfin and nothing else', () => {
  const role = ['mcp:read', 'mcp:execute:service_restart', 'health:check', 'service:restart:jellyfin.service']
  const restart = (permission: string) =>
    wanted([permission], {plugin: 'service', tool: 'service_restart', readOnly: false})
  expect(ask(role, restart('service:restart:{unit}'), 'mcp')).toMatchObject({
    effect: 'allow',
    provisional: true,
  })
  expect(ask(role, restart('service:restart:jellyfin.service'), 'mcp').effect).toBe('allow')
  for (const unit of ['ssh.service', 'jellyfin', 'jellyfin.service.d', '--now']) {
    expect(ask(role, restart(`service:restart:${unit}`), 'mcp').effect).toBe('deny')
  }
  const update = wanted(['system_update:execute'], {
    plugin: 'system_update',
    tool: 'system_update',
    readOnly: false,
  })
  expect(ask(role, update, 'mcp').effect).toBe('deny')
  expect(see(role, update, 'mcp')).toBe(false)
})
