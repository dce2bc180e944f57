import {expect, test} from 'vitest'
import {emptyHome} from './fixtures.ts'
import {parrot} from './program.ts'

/** Every command that takes away, takes back or switches off: said of a name that nothing has. */
const ofNothing = [
  'plugin disable nothing',
  'plugin uninstall nothing',
  'plugin config nothing unset KEY',
  'plugin config hello unset NOTHING',
  'config unset nothing',
  'config unset plugins.nothing.KEY',
  'setup_cron remove nothing',
  'setup_cron remove nothing --dry-run',
  'key revoke nothing',
  'user remove nothing',
  'alert unsilence nothing',
]

/** The same, said again of what is so already. */
const alreadySo = [
  'plugin disable hello',
  'plugin config hello unset HELLO_MESSAGE',
  'config unset limits.rate',
  'setup_cron uninstall',
  'key revoke claude',
  'alert unsilence backup_failed',
  'server stop',
  'server uninstall',
]

test.each(ofNothing)('parrot %s: exit status 2, and nothing is changed', (line) => {
  const home = emptyHome()
  expect(parrot(home, line.split(' '))).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^Error: /),
  })
})

test.each(alreadySo)('parrot %s: exit status 0 the second time too', (line) => {
  const home = emptyHome()
  parrot(home, ['key', 'create', 'claude'])
  const [, again] = [1, 2].map(() => parrot(home, line.split(' ')))
  expect(again).toMatchObject({status: 0, stderr: expect.not.stringContaining('Error')})
})
