import {expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import type {Door} from '../../src/host/request.ts'
import {newHome, put} from '../home.ts'

const uid = process.getuid?.() ?? -1
const good = 'limits:\n  pids: 64\n'
const tools = [
  'server_status',
  'server_logs',
  'server_stop',
  'server_start',
  'server_reload',
  'hello',
  'config_show',
  'config_history',
  'user_list',
]

/** How each of these ends for the operator, or an agent of theirs, through this door. */
async function ends(home: ReturnType<typeof newHome>, door: Door = 'terminal', agent = false) {
  const parrot = await openParrot(home)
  onTestFinished(() => parrot.close())
  const asked = tools.map(async (tool) => {
    const by = agent ? parrot.agent : parrot.operator
    const {outcome} = await parrot.call({
      tool,
      by,
      door,
      input: async () => ({values: {}}),
      dryRun: false,
      unsandboxed: false,
      signal: new AbortController().signal,
      watch: {},
    })
    return [tool, outcome] as const
  })
  return Object.fromEntries(await Promise.all(asked))
}

test('while the files are wrong the server can be looked at and ended from a terminal, the history read, and nothing else', async () => {
  const home = newHome({
    'config/config.yaml': good,
    'config/rbac_users.json': {users: {ada: {roles: ['viewer'], uid}}},
  })
  const whole = await ends(home)
  expect(whole).toMatchObject({server_status: 'unknown', server_stop: 'unknown', server_start: 'unknown'})
  put(`${home.home}/config/config.yaml`, 'limits: {')
  const closed = Object.fromEntries(tools.map((tool) => [tool, 'broken']))
  const open = {server_status: 'findings', server_logs: 'ok', server_stop: 'ok', config_history: 'ok'}
  expect(await ends(home)).toEqual({...closed, ...open})
  expect(await ends(home, 'mcp')).toEqual(closed)
  expect(await ends(home, 'clock')).toEqual(closed)
  expect(await ends(home, 'terminal', true)).toEqual(closed)
  put(`${home.home}/config/config.yaml`, good)
  expect(await ends(home)).toEqual(whole)
})
