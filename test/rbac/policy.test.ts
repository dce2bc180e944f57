import {globSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {decide} from '../../src/rbac/decide.ts'
import {operations} from '../../src/host/operations.ts'
import {compilePolicy, type Policy} from '../../src/rbac/policy.ts'
import {rolesSchema, usersSchema} from '../../src/rbac/schema.ts'
import {next} from '../../src/text/problem.ts'
import {root} from '../home.ts'
import {permissionOf, policyOfRows} from './policy-of.ts'
import {pick, seeded} from './sample.ts'

type Plain = {readonly permissions?: readonly string[]}

const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
const seedRoles = json('seeds/rbac_roles.json')
const seedUsers = json('seeds/rbac_users.json')
const defaults = json('../../manifests/roles.default.json')

function compiled(roles: unknown, users: unknown): Policy {
  const result = compilePolicy({file: 'roles.json', content: roles}, {file: 'users.json', content: users})
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.policy
}

describe("the seeds' files, unchanged", () => {
  const policy = compiled(seedRoles, seedUsers)

  test('make a policy with their roles and users', () => {
    expect([...policy.roles.keys()]).toEqual(['admin', 'operator', 'viewer', 'cron'])
    expect([...policy.users.values()]).toEqual([
      {name: 'pi', roles: ['admin']},
      {name: 'automation', roles: ['cron']},
    ])
    expect(policy.roles.get('viewer')?.description).toBe('Read-only access')
  })

  test('pass the published schemas', () => {
    expect(rolesSchema.safeParse(seedRoles).error).toBeUndefined()
    expect(usersSchema.safeParse(seedUsers).error).toBeUndefined()
  })
})

describe('the roles that come with Parrot', () => {
  const policy = compiled(defaults, {users: {}})

  test('an agent is given no right that it could use for nothing', () => {
    const plugins = globSync('plugins/*/manifest.json', {cwd: root}).flatMap((file) => {
      const {permissions, commands = {}} = json(join(root, file)) as Plain & {
        commands?: Record<string, Plain>
      }
      return [permissions, ...Object.values(commands).map((one) => one.permissions)].filter(
        (one) => one !== undefined,
      )
    })
    const wanted = [...plugins, ...[...operations.values()].map(({permissions}) => permissions)]
    const given = policy.roles.get('agent')?.rules.map(({rule}) => rule) ?? []
    const rights = given.filter(
      ({effect, area, permission}) => effect === 'allow' && area !== 'mcp' && permission,
    )
    expect(rights.length).toBeGreaterThan(2)
    const useless = rights.filter(
      ({text}) =>
        !wanted.some(
          (all) =>
            all.some((one) => one.replace(/:\{\w+\}$/, '') === text) &&
            !all.some((one) => one.startsWith('sys:')),
        ),
    )
    expect(useless.map(({text}) => text)).toEqual([])
  })

  test("are the seeds' and the agent's, and whom the clock may have update it may have look", () => {
    const shipped = (defaults as {roles: Record<string, {permissions: string[]}>}).roles
    const {agent, cron, ...others} = shipped
    const {cron: seeded, ...seeds} = (seedRoles as {roles: typeof shipped}).roles
    expect(others).toEqual(seeds)
    expect(cron).toEqual({...seeded, permissions: [...(seeded?.permissions ?? []), 'system_update:read']})
    expect(agent).toMatchObject({
      permissions: expect.arrayContaining(['mcp:read', 'mcp:execute', '?*', '!sys:*']),
    })
  })

  test('let an agent look, make it ask for anything else, and never out of the sandbox', () => {
    const agent = (text: string) => decide(policy, {roles: ['agent']}, permissionOf(text)).effect
    expect(['health:check', 'logs:read', 'mcp:read', 'mcp:execute:hello'].map(agent)).toEqual(
      Array(4).fill('allow'),
    )
    expect(['logs:write', 'backup:execute', 'plugin:approve', 'sandbox:bypass'].map(agent)).toEqual(
      Array(4).fill('ask'),
    )
    expect(['sys:root', 'sys:backup', 'sys:docker', 'sys:systemd'].map(agent)).toEqual(Array(4).fill('deny'))
  })
})

describe('roles that extend others', () => {
  const policy = policyOfRows({
    viewer: {permissions: ['health:check', '!sys:*']},
    reader: {permissions: ['logs:read'], extends: 'viewer'},
    operator: {permissions: ['*'], extends: ['reader', 'viewer']},
  })

  test('have their entries too, and a denial comes along', () => {
    const operator = (text: string) => decide(policy, {roles: ['operator']}, permissionOf(text))
    expect(operator('sys:root')).toMatchObject({effect: 'deny', rule: '!sys:*', role: 'viewer'})
    expect(operator('backup:list')).toMatchObject({effect: 'allow', rule: '*', role: 'operator'})
    const reader = (text: string) => decide(policy, {roles: ['reader']}, permissionOf(text))
    expect(reader('health:check')).toMatchObject({effect: 'allow', rule: 'health:check', role: 'viewer'})
    expect(reader('backup:list').effect).toBe('deny')
  })

  test('have each entry once, however many ways lead to it', () => {
    expect(policy.roles.get('operator')?.rules.map(({rule}) => rule.text)).toEqual([
      '*',
      'logs:read',
      'health:check',
      '!sys:*',
    ])
  })

  test('a chain of a thousand is no circle, whichever end comes first', () => {
    const chain = Array.from(
      {length: 1000},
      (_, at) => [`r${at}`, {permissions: [], ...(at > 0 && {extends: `r${at - 1}`})}] as const,
    )
    expect(policyOfRows(Object.fromEntries(chain)).roles.size).toBe(1000)
    expect(policyOfRows(Object.fromEntries(chain.toReversed())).roles.size).toBe(1000)
  })
})

describe('files of any shape', () => {
  const random = seeded(3)
  const values = [
    null,
    0,
    -1,
    1.5,
    true,
    '',
    'admin',
    '*',
    'health:check',
    '!sys:*',
    'a b',
    [],
    ['admin'],
    [1],
    {},
    {roles: []},
    {a: {permissions: []}},
  ]
  const keys = [
    'roles',
    'users',
    'permissions',
    'extends',
    'description',
    'uid',
    'os',
    'created',
    'extra',
    'constructor',
    'admin',
    '$schema',
  ]

  /** The same document with some of its parts replaced, taken out, or put under another key. */
  function bent(value: unknown): unknown {
    if (random() < 0.06) return pick(random, values)
    if (Array.isArray(value)) return value.map(bent)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).filter(() => random() > 0.04)
    return Object.fromEntries(
      entries.map(([key, one]) => [random() < 0.04 ? pick(random, keys) : key, bent(one)]),
    )
  }

  const shapes = new Set(['rbac_shape', 'rbac_key', 'rbac_name'])
  const base = {
    roles: {
      roles: {
        admin: {permissions: ['*'], extends: 'viewer', description: 'x'},
        viewer: {permissions: ['health:check']},
      },
    },
    users: {users: {pi: {roles: ['admin'], uid: 1000, os: 'pi', created: 'x'}, po: {roles: [], uid: 0}}},
  }

  test.each([
    ['roles', rolesSchema],
    ['users', usersSchema],
  ] as const)(
    'the published schema of %s refuses what the compiler refuses, for its shape',
    (kind, schema) => {
      const seen = {both: 0, neither: 0}
      for (let round = 0; round < 5000; round += 1) {
        const documents = {...base, [kind]: bent(base[kind])}
        const result = compilePolicy(
          {file: 'r', content: documents.roles},
          {file: 'u', content: documents.users},
        )
        const problems = 'problems' in result ? result.problems : []
        const fits = schema.safeParse(documents[kind]).success
        const about = JSON.stringify(documents[kind])
        const misshapen = problems.some(({code}) => shapes.has(code))
        expect(fits && misshapen ? `only the schema takes ${about}` : 'agreed').toBe('agreed')
        expect(fits || problems.length > 0 ? 'agreed' : `only the compiler takes ${about}`).toBe('agreed')
        seen[problems.length === 0 ? 'both' : 'neither'] += 1
      }
      expect(Math.min(...Object.values(seen))).toBeGreaterThan(500)
    },
  )
})

test('what is wrong in a file comes with the file, how a row is written, and what checks it', () => {
  const files = (roles: unknown, users: unknown) =>
    compilePolicy({file: '/r.json', content: {roles}}, {file: '/u.json', content: {users}})
  const advice = (roles: unknown, users: unknown = {}) => {
    const made = files(roles, users)
    return 'problems' in made ? made.problems.map((one) => next(one)) : []
  }
  const mend = (file: string) => `See docs/roles.md. Mend ${file}, then: parrot config check`
  const form = 'It is written so: {"roles": {"NAME": {"permissions": ["AREA:ACTION"]}}}.'
  expect(advice({a: {permissions: ['fs:copy:/a']}})).toEqual([
    `It has: read, write. ${form} ${mend('/r.json')}`,
  ])
  expect(advice({a: ['mcp:read']})).toEqual([`${form} ${mend('/r.json')}`])
  expect(advice({a: {permissions: [], users: []}})[0]).toContain(mend('/r.json'))
  expect(advice({}, {bob: ['viewer']})).toEqual([
    `It is written so: {"users": {"NAME": {"roles": ["ROLE"]}}}. ${mend('/u.json')}`,
  ])
})
