import {expect, test} from 'vitest'
import {newHome} from '../home.ts'
import {atDoor} from './at-door.ts'

const output = async (around: Parameters<typeof atDoor>[0], ...argv: string[]) =>
  (JSON.parse((await atDoor(around, [...argv, '--json'])).out) as {output: unknown}).output

test('what is wrong and what to do about it have the same names in every JSON document', async () => {
  const around = newHome({'data/plugins/broken/manifest.json': '{"name": '})
  expect(await output(around, 'plugin', 'list')).toMatchObject({
    problems: [
      {code: 'manifest_syntax', message: expect.stringContaining('broken'), next: expect.any(String)},
    ],
  })
  expect(await output(around, 'doctor')).toMatchObject({
    checks: expect.arrayContaining([
      {name: 'node', status: 'ok', message: expect.stringContaining('Node'), next: null},
      {name: 'plugins', status: 'warn', message: expect.stringContaining('broken'), next: expect.any(String)},
    ]),
  })
  expect(await output(around, 'can', 'viewer', 'a:b')).toMatchObject({
    effect: 'deny',
    rule: null,
    role: null,
    next: expect.stringMatching(/\w/),
  })
  expect(await output(around, 'audit', 'verify')).toMatchObject({findings: [], notes: expect.any(Array)})
})
