import {expect, test} from 'vitest'
import {newHome} from '../home.ts'
import {atDoor, keyboard} from './at-door.ts'
import {emptyHome} from './fixtures.ts'
import {parrot} from './program.ts'

test('an event reads as a line that says when in UTC, what, who, and by which rule', async () => {
  const around = newHome()
  await atDoor(around, ['helo'])
  await atDoor(around, ['hello', '--nonsense'])
  const {out} = await atDoor(around, ['events', 'list'])
  expect(out).toMatch(/^ {5}1 \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ CALL_REQUESTED helo who=\w+\n/)
  expect(out).toMatch(/CALL_DECIDED hello effect=allow who=\w+ rule=\S+ role=admin\n/)
  expect(out).not.toMatch(/digest|door=/)
})

test('a type may be written in any case; what is no type is refused', async () => {
  const around = newHome()
  await atDoor(around, ['helo'])
  const list = (type: string) => atDoor(around, ['events', 'list', '--type', type])
  expect((await list('call_finished')).out).toMatch(/^.* CALL_FINISHED helo .*\n$/)
  expect(await list('call-finished')).toEqual(await list('CALL_FINISHED'))
  expect(await list('call_finishd')).toMatchObject({
    status: 2,
    err: 'Error: --type: "CALL_FINISHD" is no type of event.\n→ Did you mean CALL_FINISHED?\n',
  })
  expect((await list('moon')).err).toMatch(
    /^Error: .*"MOON".*\n→ Give one of SERVER_STARTED, .*SUBSCRIBER_RETIRED\.\n$/,
  )
  const home = emptyHome()
  expect(parrot(home, ['events', 'tail', '--type', 'moon']).status).toBe(2)
})

test('somebody at a terminal is told that there are none; a program reads nothing', async () => {
  const none = ['events', 'list', '--who', 'nobody']
  expect(await atDoor(newHome(), none, {keyboard: keyboard()})).toMatchObject({
    status: 0,
    out: '',
    err: 'No events.\n',
  })
  expect(await atDoor(newHome(), none)).toEqual({status: 0, out: '', err: ''})
})
