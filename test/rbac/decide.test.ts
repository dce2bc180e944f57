import {describe, expect, test} from 'vitest'
import {covers, parseRule, touches} from '../../src/rbac/rule.ts'
import {decide} from '../../src/rbac/decide.ts'
import type {Decision} from '../../src/rbac/decision.ts'
import {permissionOf, policyOf} from './policy-of.ts'
import {pick, samplePermission, sampleRole, seeded} from './sample.ts'
import {grantsAll, markOf, restrictsSome, truth, world, type TrueRole} from './truth.ts'

const seed = 20_260_801
const sizes = [1, 2, 4, 8, 16, 100]

describe('against an independent truth', () => {
  test.each(sizes)('roles of %i entries, held alone and together', (size) => {
    const random = seeded(seed + size)
    const seen = {allow: 0, ask: 0, deny: 0}
    for (let round = 0; round < 4; round += 1) {
      const roles = Array.from({length: 10}, (_, at) => sampleRole(random, `r${at}`, size))
      const policy = policyOf(roles)
      for (let pair = 0; pair < 1000; pair += 1) {
        const held = pair % 3 === 0 ? [pick(random, roles), pick(random, roles)] : [pick(random, roles)]
        const text = samplePermission(random)
        const decision = decide(policy, {roles: held.map(({name}) => name)}, permissionOf(text))
        const about = `${held.map(({permissions}) => permissions.join(' ')).join(' + ')} | ${text}`
        expect({about, effect: decision.effect}).toEqual({about, effect: truth(held, text)})
        expect({about, decision, right: namesItsReason(decision, held, text)}).toEqual({
          about,
          decision,
          right: true,
        })
        seen[decision.effect] += 1
      }
    }
    expect(Math.min(...Object.values(seen)), `every effect occurs: ${JSON.stringify(seen)}`).toBeGreaterThan(
      50,
    )
  })

  test('each entry by itself covers and touches what it should', () => {
    const random = seeded(seed)
    for (let pair = 0; pair < 10_000; pair += 1) {
      const [entry = ''] = sampleRole(random, 'r', 1).permissions
      const text = samplePermission(random)
      const rule = parseRule(entry)
      if ('code' in rule) throw new Error(entry)
      if (text.includes('{')) continue
      expect(covers(rule, permissionOf(text)), `${entry} covers ${text}`).toBe(grantsAll(entry, text))
      expect(touches(rule, permissionOf(text)), `${entry} touches ${text}`).toBe(restrictsSome(entry, text))
    }
  })
})

describe('whatever the roles are', () => {
  const random = seeded(seed + 1)
  const some = Array.from({length: 2000}, () => ({
    role: sampleRole(random, 'r', pick(random, [1, 3, 9])),
    text: samplePermission(random),
    more: sampleRole(random, 'r', 1).permissions,
  }))
  const effectOf = (permissions: readonly string[], text: string) =>
    decide(policyOf([{name: 'r', permissions}]), {roles: ['r']}, permissionOf(text)).effect
  const rank = {deny: 0, ask: 1, allow: 2}

  test('one more denial never gives more', () => {
    for (const {role, text, more} of some) {
      const denial = more.map((entry) => `!${entry.replace(/^[!?]/, '')}`)
      const [before, after] = [
        effectOf(role.permissions, text),
        effectOf([...role.permissions, ...denial], text),
      ]
      expect(rank[after], `${role.permissions.join(' ')} ${denial[0]} | ${text}`).toBeLessThanOrEqual(
        rank[before],
      )
    }
  })

  test('one more allowing entry never takes away', () => {
    for (const {role, text, more} of some) {
      const grant = more.map((entry) => entry.replace(/^[!?]/, ''))
      const [before, after] = [
        effectOf(role.permissions, text),
        effectOf([...role.permissions, ...grant], text),
      ]
      expect(rank[after], `${role.permissions.join(' ')} ${grant[0]} | ${text}`).toBeGreaterThanOrEqual(
        rank[before],
      )
    }
  })

  test('a denial of the very thing always wins, wherever it stands', () => {
    for (const {role, text} of some) {
      const denial = `!${text.replace(/:\{.*/, '')}`
      expect(effectOf([denial, '*', ...role.permissions], text)).toBe('deny')
      expect(effectOf(['*', ...role.permissions, denial], text)).toBe('deny')
    }
  })

  test('the order of entries changes no effect', () => {
    for (const {role, text} of some) {
      expect(effectOf(role.permissions.toReversed(), text)).toBe(effectOf(role.permissions, text))
    }
  })

  test('a narrower permission is never worse off than one that includes it', () => {
    const narrower = ['fs:write:/srv', 'fs:write:/srv/a', 'fs:write:/srv/a/b', 'fs:read:/srv/a/b']
    for (const {role} of some) {
      const effects = narrower.map((text) => rank[effectOf(role.permissions, text)])
      const sorted = effects.toSorted((a, b) => a - b)
      expect({role, effects}).toEqual({role, effects: sorted})
    }
  })
})

describe('inputs that are not known yet', () => {
  const decideIt = (permissions: readonly string[]) =>
    decide(policyOf([{name: 'r', permissions}]), {roles: ['r']}, permissionOf('service:restart:{unit}'))

  test('the best that any value could get, to be decided again', () => {
    expect(decideIt(['service:restart:a'])).toEqual({
      effect: 'allow',
      permission: 'service:restart:{unit}',
      rule: 'service:restart:a',
      role: 'r',
      provisional: true,
    })
    expect(decideIt(['?*', 'service:restart:a'])).toMatchObject({effect: 'allow', provisional: true})
    expect(decideIt(['?service:restart', 'service:restart:a'])).toMatchObject({
      effect: 'ask',
      provisional: true,
    })
    expect(decideIt(['service:restart', '!service:restart:a'])).toMatchObject({
      effect: 'allow',
      provisional: true,
    })
  })

  test('denied at once where no value could be covered, or every one is denied', () => {
    const nothing = {effect: 'deny', permission: 'service:restart:{unit}'}
    expect(decideIt([])).toEqual(nothing)
    expect(decideIt(['service:stop', 'mcp:*'])).toEqual(nothing)
    expect(decideIt(['service:restart:a', '!service:restart:a'])).toEqual(nothing)
    expect(decideIt(['*', '!service:restart'])).toEqual({...nothing, rule: '!service:restart', role: 'r'})
    expect(decideIt(['service:restart:a', '!service:*'])).toMatchObject({effect: 'deny', rule: '!service:*'})
  })
})

test('a role that does not exist, and names of objects, give nothing', () => {
  const policy = policyOf([{name: 'r', permissions: ['*']}])
  for (const role of ['gone', '__proto__', 'constructor', 'toString', '']) {
    expect(decide(policy, {roles: [role]}, permissionOf('health:check')).effect).toBe('deny')
  }
})

test('a path that is not expanded yet is allowed by nobody', () => {
  const policy = policyOf([{name: 'r', permissions: ['*']}])
  expect(decide(policy, {roles: ['r']}, permissionOf('fs:read:$DATA'))).toEqual({
    effect: 'deny',
    permission: 'fs:read:$DATA',
  })
})

test('the rarest words of the world are drawn too', () => {
  const random = seeded(seed)
  const drawn = Array.from({length: 5000}, () => samplePermission(random)).join('\n')
  for (const path of [...world.paths, ...world.suffixes, ...world.prefixes]) expect(drawn).toContain(path)
})

/**
 * The entry must be in that role, have that mark, and speak of it, or of some value that it could be about.
 */
function namesItsReason({effect, rule, role}: Decision, held: readonly TrueRole[], text: string): boolean {
  if (rule === undefined) return effect === 'deny'
  const entries = held.find(({name}) => name === role)?.permissions ?? []
  const texts = text.includes('{') ? world.arguments.map((value) => text.replace(/\{.*\}/, value)) : [text]
  const grants = texts.some((one) => grantsAll(rule, one))
  const restricts = texts.some((one) => restrictsSome(rule, one))
  if (!entries.includes(rule) || markOf(rule) !== {deny: '!', ask: '?', allow: ''}[effect]) return false
  return {deny: restricts, ask: grants || restricts, allow: grants}[effect]
}
