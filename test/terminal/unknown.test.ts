import {appendFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {emptyHome, enabledPlugin, givePlugin} from './fixtures.ts'
import {parrot} from './program.ts'

const greet = {name: 'greet', permissions: ['greet:say']}

test.each([[['greet']], [['run', 'greet']]])('%s: what waits to be enabled is said to wait', (words) => {
  const home = emptyHome()
  givePlugin(home, greet)
  const {status, stderr} = parrot(home, [...words, 'Ada'])
  expect(status).toBe(127)
  expect(stderr).toBe(
    'Error: The plugin "greet" is there, but nobody has approved it yet.\n→ Look at what it asks for and approve it: parrot plugin approve greet\n',
  )
})

test('what was changed is tampered in its explicit form too', () => {
  const home = emptyHome()
  enabledPlugin(home, greet)
  appendFileSync(join(home, 'data/plugins/greet/run.sh'), '# more\n')
  expect(parrot(home, ['run', 'greet'])).toMatchObject({
    status: 78,
    stderr: expect.stringContaining('not the ones that were approved'),
  })
})

test('the explicit form never means one of the commands of Parrot itself', () => {
  const home = emptyHome()
  expect(parrot(home, ['run', 'whoami', '--json'])).toMatchObject({status: 127, stderr: ''})
  expect(parrot(home, ['run', 'helo'])).toEqual({
    status: 127,
    stdout: '',
    stderr: 'Error: There is no command "run helo".\n→ Did you mean: parrot hello\n',
  })
})

test.each([
  ['nope', 'See what there is: parrot --help'],
  ['rloe', 'Did you mean: parrot role'],
  ['user nope', 'See what there is: parrot user --help'],
  ['user lsit', 'Did you mean: parrot user list'],
  ['box pu', 'Did you mean: parrot box put'],
  ['run box nothing', 'See what there is: parrot box --help'],
])('%s: %s', (line, advice) => {
  const home = emptyHome()
  const commands = {put: {description: 'Put', entrypoint: 'run.sh', permissions: ['box:put']}}
  enabledPlugin(home, {name: 'box', commands, entrypoint: undefined, permissions: undefined})
  expect(parrot(home, line.split(' '))).toEqual({
    status: 127,
    stdout: '',
    stderr: `Error: There is no command "${line}".\n→ ${advice}\n`,
  })
})
