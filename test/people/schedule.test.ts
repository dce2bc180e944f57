import {expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import {runEntry} from '../../src/clock/run.ts'
import {pathsFor} from '../../src/config/paths.ts'
import {writeSchedule} from '../../src/host/cron/entries.ts'
import {newHome} from '../home.ts'
import {entry} from './entry.ts'

const alice = {uid: 54_321, username: 'alice'}

test('an entry that somebody made through the server has their rights of now, and never those of the server’s user', async () => {
  const home = newHome({'config/rbac_users.json': {users: {alice: {roles: ['viewer'], os: 'alice'}}}})
  const paths = pathsFor(home)
  const entries = [
    entry('hers', {name: 'alice', uid: home.uid, person: alice}),
    entry('own', {name: home.username, uid: home.uid}),
  ]
  const parrot = await openParrot(home)
  onTestFinished(() => parrot.close())
  writeSchedule(paths, {entries})
  const {signal} = new AbortController()
  expect(await runEntry(parrot, 'hers', signal)).toMatchObject({outcome: 'unknown'})
  expect(await runEntry(parrot, 'own', signal)).toMatchObject({outcome: 'ok'})
})
