import {chmodSync, chownSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../../src/app.ts'
import type {Work} from '../../../src/host/walk.ts'
import {mend} from '../../../src/host/config/edit.ts'
import type {Host} from '../../../src/host/operation.ts'
import type {Door, Request} from '../../../src/host/request.ts'
import {pathsFor, type Surroundings} from '../../../src/config/paths.ts'
import {problem} from '../../../src/text/problem.ts'
import {newHome} from '../../home.ts'

async function ask(
  around: Surroundings,
  tool: string,
  values: Record<string, unknown> = {},
  {door = 'terminal', roles}: {door?: Door; roles?: readonly string[]} = {},
) {
  const parrot = await openParrot(around)
  onTestFinished(() => parrot.close())
  const by = roles === undefined ? parrot.operator : {name: 'them', roles, evidence: 'named'}
  const request: Request = {
    tool,
    by,
    door,
    dryRun: false,
    unsandboxed: false,
    signal: new AbortController().signal,
    watch: {log: () => {}, progress: () => {}},
    input: async () => ({values}),
  }
  return parrot.call(request)
}

const good = 'limits:\n  pids: 64\n'

test('what mends is refused while nothing is broken, and changes nothing', async () => {
  const home = newHome({'config/config.yaml': good})
  for (const roles of [['admin'], ['viewer'], []]) {
    const open = await ask(home, 'config_mend', {}, {roles})
    expect(open).toMatchObject({outcome: 'invalid_input', problems: [{code: 'config_whole'}]})
    expect(open.output).toBeUndefined()
    const written = await ask(home, 'config_mend', {text: 'limits:\n', digest: 'none'}, {roles})
    expect(written).toMatchObject({outcome: 'invalid_input', problems: [{code: 'config_whole'}]})
  }
  expect(readFileSync(join(home.home, 'config/config.yaml'), 'utf8')).toBe(good)
})

test('nothing that changes the configuration, or gives its text out, is there for an agent, not even for an admin’s', async () => {
  const home = newHome({'config/config.yaml': good})
  const broken = newHome({'config/config.yaml': '{'})
  const changing = [
    'config_set',
    'config_unset',
    'config_init',
    'config_edit',
    'config_rollback',
    'config_check',
    'config_mend',
  ]
  for (const tool of changing) {
    expect(await ask(home, tool, {}, {door: 'mcp', roles: ['admin']})).toMatchObject({outcome: 'unknown'})
    expect(['unknown', 'broken']).toContain(
      (await ask(broken, tool, {}, {door: 'mcp', roles: ['admin']})).outcome,
    )
  }
  expect(await ask(home, 'config_show', {}, {door: 'mcp', roles: ['admin']})).toMatchObject({outcome: 'ok'})
  expect(await ask(home, 'config_show', {}, {door: 'mcp', roles: ['agent']})).toMatchObject({
    outcome: 'needs_approval',
  })
  for (const roles of [['viewer'], ['operator'], ['cron']])
    expect(await ask(home, 'config_show', {}, {roles})).toMatchObject({outcome: 'denied'})
})

test.runIf(process.getuid?.() === 0)('what mends does not touch what is not its own', async () => {
  const roots = newHome({'config/config.yaml': '{'})
  const file = join(roots.home, 'config/config.yaml')
  const asBob = {...roots, uid: 12_345, username: 'bob'}
  const world = {problems: [problem('config_busy')]}
  const work = {world, values: {text: good, digest: 'none'}, request: {by: {name: 'bob'}}}
  for (const folder of ['.', 'config']) chownSync(join(roots.home, folder), 12_345, 12_345)
  const host = {around: asBob, paths: pathsFor(asBob), now: Date.now}
  expect(await mend(host as unknown as Host, work as unknown as Work)).toMatchObject({
    outcome: 'invalid_input',
    problems: [{code: 'config_of_root'}],
  })
  expect(readFileSync(file, 'utf8')).toBe('{')

  const foreign = newHome({'config/config.yaml': '{'})
  chownSync(join(foreign.home, 'config'), 12_345, 12_345)
  expect(await ask(foreign, 'config_mend', {})).toMatchObject({problems: [{code: 'home_foreign'}]})
})

test('a link, a program and what others can write are not edited', async () => {
  const linked = newHome({'elsewhere.yaml': good, 'config/rbac_users.json': {users: {}}})
  symlinkSync(join(linked.home, 'elsewhere.yaml'), join(linked.home, 'config/config.yaml'))
  expect(await ask(linked, 'config_mend', {})).toMatchObject({problems: [{code: 'config_unreadable'}]})
  const program = newHome({'config/config.mjs': 'export default {limits: {pids: 64}}'})
  expect(await ask(program, 'config_edit')).toMatchObject({problems: [{code: 'config_edit_program'}]})
  expect(await ask(program, 'config_set', {key: 'limits.pids', value: ['9']})).toMatchObject({
    problems: [{code: 'config_program', params: {lines: 'limits: {"pids":9}'}}],
  })
  expect(await ask(program, 'config_get', {key: 'limits.pids'})).toMatchObject({
    output: {value: 64, from: `${join(program.home, 'config/config.mjs')}:1`},
  })
})

test('a file that even its owner does not write keeps that', async () => {
  const home = newHome({'config/config.yaml': good})
  const file = join(home.home, 'config/config.yaml')
  chmodSync(file, 0o400)
  expect(await ask(home, 'config_set', {key: 'limits.pids', value: ['9']})).toMatchObject({outcome: 'ok'})
  expect(statSync(file).mode & 0o777).toBe(0o400)
  expect(await ask(home, 'config_rollback')).toMatchObject({outcome: 'ok', output: {number: 1}})
  expect([statSync(file).mode & 0o777, readFileSync(file, 'utf8')]).toEqual([0o400, good])
})

test('what is written is in the record by its name and never by its value', async () => {
  const home = newHome({'config/config.yaml': good})
  const value = 'https://registry.example/a-very-own-path'
  expect(await ask(home, 'config_set', {key: 'install.registry', value: [value]})).toMatchObject({
    outcome: 'ok',
  })
  const {output} = await ask(home, 'events_list', {})
  const text = JSON.stringify([...(output as {events: Iterable<unknown>}).events])
  expect(text).toContain('install.registry')
  expect(text).not.toContain('a-very-own-path')
})

test('with one broken roles file the configuration itself can still be mended', async () => {
  const home = newHome({'config/config.yaml': 'rbac: {roles: /nowhere/at/all.json}\nlimits: {pids: 64}\n'})
  const roles = join(home.home, 'roles.json')
  writeFileSync(roles, '{', {mode: 0o600})
  writeFileSync(join(home.home, 'config/config.yaml'), `rbac: {roles: ${roles}}\n`, {mode: 0o600})
  expect(await ask(home, 'config_edit')).toMatchObject({outcome: 'broken'})
  const open = await ask(home, 'config_mend', {})
  const {digest} = open.output as {digest: string}
  expect(await ask(home, 'config_mend', {text: good, digest})).toMatchObject({outcome: 'ok'})
  expect(await ask(home, 'config_get', {key: 'limits.pids'})).toMatchObject({output: {value: 64}})
})
