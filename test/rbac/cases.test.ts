import {readdirSync, readFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {decide} from '../../src/rbac/decide.ts'
import {parsePermission} from '../../src/rbac/permission.ts'
import {compilePolicy} from '../../src/rbac/policy.ts'
import {parseRule} from '../../src/rbac/rule.ts'
import {says} from '../../src/text/problem.ts'
import {permissionOf, policyOf} from './policy-of.ts'

/** Each folder's files, as the parts that a line of dashes separates. */
function cases(folder: string): [name: string, parts: readonly string[]][] {
  const dir = new URL(`cases/${folder}/`, import.meta.url)
  return readdirSync(dir).map((name) => [
    name,
    readFileSync(new URL(name, dir), 'utf8').trimEnd().split('\n----\n'),
  ])
}

/**
 * Lines of `what is asked => what comes of it`; `\u{…}` stands for a character that an editor would not show.
 */
function lines(part = ''): (readonly [asked: string, answer: string])[] {
  return part.split('\n').map((line) => {
    const at = line.lastIndexOf('=>')
    const asked = line.slice(0, at).trimEnd()
    return [
      asked.replaceAll(/\\u\{([0-9a-f]+)\}/g, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16))),
      line.slice(at + 2).trim(),
    ]
  })
}

describe.each(cases('permission'))('what a manifest may declare: %s', (_, [part]) => {
  test.each(lines(part))('%j → %s', (text, expected) => {
    const read = parsePermission(text)
    expect('code' in read ? read.code : read.text).toBe(expected)
    const canonical = 'code' in read ? text : read.text
    expect(parsePermission(canonical), 'the canonical text reads as the same').toEqual(read)
  })
})

describe.each(cases('rule'))('what a role may hold: %s', (_, [part]) => {
  test.each(lines(part))('%j → %s', (text, expected) => {
    const rule = parseRule(text)
    expect('code' in rule ? rule.code : rule.effect).toBe(expected)
    expect('code' in rule || rule.text).toBe('code' in rule || text)
  })
})

describe.each(cases('decide'))('what is decided: %s', (_, [rows = '', part]) => {
  const roles = rows.split('\n').map((row) => row.split(': '))
  const policy = policyOf(roles.map(([name = '', entries = '']) => ({name, permissions: entries.split(' ')})))
  test.each(lines(part))('%s → %s', (asked, expected) => {
    const [who = '', text = ''] = asked.split(/ +/)
    const {effect, rule, role, permission} = decide(policy, {roles: who.split('+')}, permissionOf(text))
    expect([effect, rule, role].filter((one) => one !== undefined)).toEqual(expected.split(/ +/))
    expect(permission).toBe(permissionOf(text).text)
  })
})

describe.each(cases('refused'))('what makes no policy: %s', (_, [files = '', expected = '']) => {
  test('names every file and place', () => {
    const [roles = '', users = ''] = files.split(/\n(?=\{"users?"|"users")/)
    const compiled = compilePolicy(
      {file: 'roles.json', content: JSON.parse(roles)},
      {file: 'users.json', content: JSON.parse(users)},
    )
    const said = 'problems' in compiled ? compiled.problems.map(says) : []
    expect(said.join('\n')).toBe(expected)
  })
})
