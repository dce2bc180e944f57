import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {emptyHome} from './fixtures.ts'
import {parrot} from './program.ts'

const told: readonly (readonly [readonly string[], string])[] = [
  [['hello'], 'Error:'],
  [['health_check'], 'Error:'],
  [['whoami'], 'Error:'],
  [['plugin', 'list'], 'Error:'],
  [['config', 'init'], 'Error:'],
  [['hello', '--lang', 'de'], 'Fehler:'],
]

test.each(told)('a file where the state folder goes is what %s tells of', (words, error) => {
  const home = emptyHome()
  const state = join(home, 'state')
  writeFileSync(state, '')
  const {status, stderr} = parrot(home, words)
  expect({status, stderr}).toEqual({status: 70, stderr: expect.stringMatching(`^${error} ${state} `)})
  expect(stderr).toMatch(/ is no folder, | ist kein Ordner, /)
})

test('a place where none can be made is told with why, by the doctor too, which looks at nothing else', () => {
  const home = emptyHome()
  const elsewhere = {PARROT_HOME: '', XDG_STATE_HOME: '/proc/none'}
  const {status, stderr} = parrot(home, ['hello'], elsewhere)
  expect({status, stderr}).toEqual({
    status: 70,
    stderr: expect.stringMatching(/^Error: The folder \/proc\/none\/parrot cannot be made: /),
  })
  const {stdout} = parrot(home, ['doctor'], elsewhere)
  expect(stdout).toContain('The folder /proc/none/parrot cannot be made')
  expect(stdout).not.toContain('plugins')
})

test.each([
  [{PARROT_HOME: '', XDG_STATE_HOME: 'file/below'}, 'file/below/parrot'],
  [{PARROT_HOME: '', XDG_STATE_HOME: 'file'}, 'file/parrot'],
  [{PARROT_HOME: 'file'}, 'file/state'],
  [{PARROT_HOME: 'file/far/below'}, 'file/far/below/state'],
])('below a file none can be made, and that is what is told: %j', (places, folder) => {
  const home = emptyHome()
  writeFileSync(join(home, 'file'), '')
  const env = Object.fromEntries(
    Object.entries(places).map(([name, place]) => [name, place === '' ? '' : join(home, place)]),
  )
  const told = `The folder ${join(home, folder)} cannot be made: a part of its path is no folder\n`
  expect(parrot(home, ['hello'], env)).toEqual({
    status: 70,
    stdout: '',
    stderr: expect.stringMatching(`^Error: ${told}→ Nothing runs unrecorded`),
  })
  expect(parrot(home, ['doctor'], env)).toMatchObject({status: 3, stdout: expect.stringContaining(told)})
})

test.each([
  [{PARROT_HOME: '/proc/none'}, ['whoami'], 70],
  [{PARROT_HOME: '', XDG_CACHE_HOME: '/proc/none'}, ['whoami'], 0],
  [{PARROT_HOME: '', XDG_CACHE_HOME: '/proc/none'}, ['health_check'], 70],
  [{PARROT_HOME: '', XDG_CONFIG_HOME: '/proc/none'}, ['config', 'init'], 2],
  [{PARROT_HOME: '', XDG_DATA_HOME: '/proc/none'}, ['plugin', 'install', './weather'], 70],
] as const)('where no folder can be made, %j, %j ends and is not for ever at it', (places, words, status) => {
  const home = emptyHome()
  expect(parrot(home, ['plugin', 'new', 'weather']).status).toBe(0)
  const said = parrot(home, words, places)
  expect(said).toMatchObject({status})
  expect(said.stderr).toMatch(status === 0 ? /^$/ : /^Error: .*\/proc\/none.*: it is not there\n/)
})
