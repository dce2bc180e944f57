import {expect, test} from 'vitest'
import {homeOf} from '../../src/config/home-of.ts'
import {setHome} from '../../src/host/set-home.ts'
import {pathsFor} from '../../src/config/paths.ts'

const at = (env: Record<string, string>) => pathsFor({env, home: '/home/ada', root: '/opt/parrot'})

test('the XDG folders, with their defaults', () => {
  expect(at({XDG_CONFIG_HOME: '/c', XDG_RUNTIME_DIR: '/run/user/1'})).toMatchObject({
    config: '/c/parrot',
    data: '/home/ada/.local/share/parrot',
    state: '/home/ada/.local/state/parrot',
    cache: '/home/ada/.cache/parrot',
    run: '/run/user/1/parrot-mcp',
    plugins: {
      shipped: '/opt/parrot/plugins',
      user: '/home/ada/.local/share/parrot/plugins',
      system: '/var/lib/parrot/plugins',
    },
  })
})

test('without a runtime folder what runs is kept under the state', () => {
  expect(at({}).run).toBe('/home/ada/.local/state/parrot/run')
})

test('PARROT_HOME has everything, whatever XDG says', () => {
  const {config, data, state, cache, run} = at({
    PARROT_HOME: '/p',
    XDG_STATE_HOME: '/s',
    XDG_RUNTIME_DIR: '/r',
  })
  expect([config, data, state, cache, run]).toEqual([
    '/p/config',
    '/p/data',
    '/p/state',
    '/p/cache',
    '/p/state/run',
  ])
})

test('a relative value is as good as none', () => {
  expect(at({XDG_DATA_HOME: 'here', PARROT_HOME: '.'}).data).toBe('/home/ada/.local/share/parrot')
})

test.each([
  [{}, 'HOME', '/home/ada'],
  [{PARROT_HOME: '/p'}, 'PARROT_HOME', '/p'],
  [{XDG_STATE_HOME: '/s', XDG_CONFIG_HOME: '/c'}, 'XDG_STATE_HOME', '/s'],
])('the folder of a home says which variable led there: %j', (env, variable, says) => {
  expect(homeOf(at(env).state, 'state')).toEqual({variable, says})
})

test('and how to work from it, as a shell reads it', () => {
  expect(setHome('/home/ada/.local/state/parrot', {})).toBe('HOME=/home/ada')
  expect(setHome("/it's/state", {PARROT_HOME: '/p', HOME: '/h'})).toBe(`PARROT_HOME='/it'"'"'s'`)
})

test.each(['/home/ada/.local/state/parrot', '/s/parrot', '/p/state'])(
  'and leads to %s also where another home is set',
  (state) => {
    const env = {PARROT_HOME: '/mine', XDG_STATE_HOME: '/xdg', HOME: '/root'}
    const written = setHome(state, env).split(' ')
    const {HOME: home, ...rest}: Record<string, string> = {
      ...env,
      ...Object.fromEntries(written.map((one) => one.split('='))),
    }
    expect(pathsFor({env: rest, home: home ?? '', root: '/opt/parrot'}).state).toBe(state)
  },
)
