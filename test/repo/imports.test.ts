import {join} from 'node:path'
import {expect, test} from 'vitest'
import {importsGoingUp} from './rooms.ts'

const here = import.meta.dirname

test('imports go down: a room that knew of one above it could be used past the corridor', () => {
  expect(importsGoingUp(join(here, '../..'))).toEqual([])
})

test('a static, a dynamic, a type import and a re-export that go up are all found', () => {
  const found = importsGoingUp(join(here, '../fixtures/rooms'))
  expect(found).toHaveLength(4)
  expect(found[0]).toMatch(/rbac may not know of (host|terminal)/)
})
