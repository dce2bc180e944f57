import {join} from 'node:path'
import {expect, test} from 'vitest'
import {receiver} from '../../delivery/receiver.ts'
import {put} from '../../home.ts'
import {emptyHome} from '../../terminal/fixtures.ts'
import {parrot} from '../../terminal/program.ts'
import {serverOf} from './server.ts'

const patience = {timeout: 20_000, interval: 200}
const told = (home: string, type: string) => {
  const lines = parrot(home, ['events', 'list', '--type', type, '--json']).stdout.split('\n')
  return lines.filter((line) => line !== '').length
}

test('while nobody is connected the files are followed, a slip is in its log, and the mend is noticed', async () => {
  const home = emptyHome()
  const file = join(home, 'config/config.yaml')
  put(file, 'limits:\n  pids: 100\n')
  const server = serverOf(home)
  server.start()
  put(file, 'limits: [oops\n')
  const log = () => JSON.stringify(server.command('logs').output)
  await expect.poll(() => parrot(home, ['config', 'check']).status, patience).toBe(3)
  await expect.poll(log, patience).toContain('CONFIG_REFUSED')
  await new Promise((resolve) => setTimeout(resolve, 3000))
  put(file, 'limits:\n  pids: 99\n')
  await expect.poll(() => told(home, 'CONFIG_REFUSED'), patience).toBe(1)
  await expect.poll(() => told(home, 'CONFIG_RELOADED'), patience).toBe(1)
  expect(server.status()['lastReload']).toMatch(/^20/)
  expect(log()).toContain('config.yaml')
})

test('subscribers are told of what happens while it serves', async () => {
  const home = emptyHome()
  const hook = await receiver()
  put(
    join(home, 'config/config.yaml'),
    `subscribers:\n  - name: hook\n    events: SERVER_STARTED\n    webhook: {url: '${hook.url}'}\n`,
  )
  serverOf(home).start()
  await expect.poll(() => hook.got.map(({json}) => json.event_type), patience).toEqual(['SERVER_STARTED'])
})
