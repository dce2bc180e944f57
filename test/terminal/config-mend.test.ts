import {existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {newHome, put} from '../home.ts'
import {parrot} from './program.ts'

const config = (home: string, ...words: string[]) => parrot(home, ['config', ...words])
const yamlOf = (home: string) => join(home, 'config/config.yaml')
const textOf = (home: string) => readFileSync(yamlOf(home), 'utf8')

function changedHome() {
  const {home} = newHome({'config/config.yaml': 'limits:\n  pids: 32\n'})
  expect(config(home, 'set', 'limits.pids', '64').status).toBe(0)
  return home
}

const elsewhere: readonly (readonly [file: string, text: string])[] = [
  ['config.env', 'BAD LINE\n'],
  ['profiles/night.yaml', 'limits: {pids: many}\n'],
  ['rbac_roles.json', '{"roles": '],
  ['rbac_users.json', '{"users": {"bob": {"roles": ["king"]}}}'],
]

describe.each(elsewhere)('where only %s is wrong', (name, text) => {
  const env: Record<string, string> = name.startsWith('profiles/') ? {PARROT_PROFILE: 'night'} : {}

  test('that file is named and going back leaves the configuration alone', () => {
    const home = changedHome()
    const good = textOf(home)
    const wrong = join(home, 'config', name)
    put(wrong, text)
    const broken = parrot(home, ['hello'], env)
    expect(broken).toMatchObject({status: 70, stderr: expect.stringContaining(wrong)})
    expect(broken.stderr).not.toContain('parrot config edit')
    for (const words of [['rollback'], ['rollback', '1'], ['rollback', '--dry-run']]) {
      const {status, stdout, stderr} = parrot(home, ['config', ...words], env)
      expect({status, stdout}, words.join(' ')).toEqual({status: 2, stdout: ''})
      expect(stderr).toContain(`nothing to take back: ${yamlOf(home)} is not what is wrong`)
      expect(stderr).toContain(wrong)
      expect(stderr).not.toContain('parrot config edit')
    }
    expect(textOf(home)).toBe(good)
  })
})

test('the next step opens the file that is wrong, also in German', () => {
  const home = changedHome()
  const env = join(home, 'config/config.env')
  put(env, 'BAD LINE\n')
  expect(config(home, 'show').stderr).toContain(`Mend it: open ${env} in an editor`)
  expect(config(home, 'show', '--lang', 'de').stderr).toContain(`Öffnen Sie ${env} in einem Editor`)
  writeFileSync(env, '')
  writeFileSync(yamlOf(home), 'limits: {')
  expect(config(home, 'show').stderr).toContain('Mend it: parrot config edit')
  writeFileSync(yamlOf(home), '')
  expect(config(home, 'show').stderr).toContain('Mend it: parrot config rollback')
})

test('where the configuration is wrong as well it is taken back, and what is left is said', () => {
  const home = changedHome()
  put(join(home, 'config/config.env'), 'BAD LINE\n')
  writeFileSync(yamlOf(home), 'limits: {')
  expect(config(home, 'rollback')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('is number 2 again'),
    stderr: expect.stringContaining('config.env:1:1: '),
  })
  expect(textOf(home)).toContain('pids: 64')
})

test('where the configuration names the roles that are wrong, going back mends that', () => {
  const home = changedHome()
  put(join(home, 'roles.json'), '{')
  writeFileSync(yamlOf(home), `rbac: {roles: ${home}/roles.json}\n`)
  expect(parrot(home, ['hello']).status).toBe(70)
  expect(config(home, 'rollback').status).toBe(0)
  expect(parrot(home, ['hello']).status).toBe(0)
  expect(existsSync(join(home, 'roles.json'))).toBe(true)
})

test('while the configuration is broken the history says what there is to go back to', () => {
  const home = changedHome()
  writeFileSync(yamlOf(home), 'limits: {')
  const {status, stdout} = config(home, 'history')
  expect({status, stdout}).toEqual({status: 0, stdout: expect.stringContaining('config set limits.pids')})
  expect(config(home, 'rollback', '1').status).toBe(0)
  expect(textOf(home)).toBe('limits:\n  pids: 32\n')
})

describe('kept to go back to', () => {
  test('is what init wrote, and what check found good', () => {
    const {home} = newHome()
    config(home, 'init')
    const first = textOf(home)
    writeFileSync(yamlOf(home), 'limits: {')
    expect(config(home, 'rollback').status).toBe(0)
    expect(textOf(home)).toBe(first)

    writeFileSync(yamlOf(home), 'limits: {pids: 77}\n')
    for (let times = 0; times < 2; times++) expect(config(home, 'check').status).toBe(0)
    expect(config(home, 'history').stdout.match(/as it was found/g)).toHaveLength(1)
    writeFileSync(yamlOf(home), 'limits: {')
    expect(config(home, 'check').status).toBe(3)
    expect(config(home, 'rollback').status).toBe(0)
    expect(textOf(home)).toBe('limits: {pids: 77}\n')
  })

  test('is what a reload took, also where no server is there to be told', () => {
    const {home} = newHome({'config/config.yaml': 'limits: {pids: 78}\n'})
    expect(config(home, 'reload', '--module', 'rbac').status).toBe(0)
    expect(config(home, 'history').stdout).toBe('Nothing is kept yet.\n')
    expect(config(home, 'reload').status).toBe(0)
    writeFileSync(yamlOf(home), 'limits: {')
    expect(config(home, 'rollback').status).toBe(0)
    expect(textOf(home)).toBe('limits: {pids: 78}\n')
  })

  test('is nothing of what is wrong, and nothing where there is no file', () => {
    const {home} = newHome({'config/config.yaml': 'plugins: {health_check: {NOPE: 1}}\n'})
    expect(config(home, 'check').status).toBe(3)
    expect(config(home, 'history').stdout).toBe('Nothing is kept yet.\n')
    rmSync(yamlOf(home))
    expect(config(home, 'check').status).toBe(0)
    expect(config(home, 'history').stdout).toBe('Nothing is kept yet.\n')
  })
})
