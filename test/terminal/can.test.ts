import {expect, test} from 'vitest'
import {emptyHome, enabledPlugin} from './fixtures.ts'
import {parrot} from './program.ts'

const commands = {
  put: {description: 'Put something in', entrypoint: 'run.sh', permissions: ['box:put']},
  take: {description: 'Take something out', entrypoint: 'run.sh', permissions: ['box:take:{what}'], input: {
    type: 'object', required: ['what'], properties: {what: {type: 'string'}}}}, // prettier-ignore
}

test('a command of several words is asked about in its words, a group by what is in it', () => {
  const home = emptyHome()
  enabledPlugin(home, {name: 'box', commands, entrypoint: undefined, permissions: undefined})
  const can = (...words: string[]) => parrot(home, ['can', 'operator', ...words])
  expect(can('box', 'put')).toEqual(can('box_put'))
  expect(can('box', 'put')).toMatchObject({status: 77, stdout: expect.stringContaining('no: box:put')})
  expect(can('box', 'take', 'what=key').stdout).toContain('box:take:key')
  expect(can('role', 'list')).toMatchObject({status: 77, stdout: expect.stringContaining('rbac:read')})
  expect(can('box')).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'Error: "box" is a group of commands: box_put, box_take.\n→ Ask about one of them: parrot can operator box_put\n',
  })
})
