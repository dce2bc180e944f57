import {existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {spend} from '../../src/root/spent.ts'
import {newHome} from '../home.ts'

const ago = (minutes: number) => (Date.now() - minutes * 60_000) / 1000

test('what is spent once is spent for longer than a seal holds, and then swept', () => {
  const folder = join(newHome().home, 'state/answered')
  expect(spend(folder, 'one')).toBe(true)
  expect(spend(folder, 'one')).toBe(false)
  utimesSync(join(folder, 'one'), ago(16), ago(16))
  expect(spend(folder, 'two')).toBe(true)
  expect(spend(folder, 'one')).toBe(false)
  utimesSync(join(folder, 'one'), ago(61), ago(61))
  expect(spend(folder, 'three')).toBe(true)
  expect(readdirSync(folder).toSorted()).toEqual(['three', 'two'])
})

test('a link is as good as spent and leads nowhere; what cannot be kept is an error, and no yes', () => {
  const {home} = newHome()
  const folder = join(home, 'state/answered')
  mkdirSync(folder, {recursive: true, mode: 0o700})
  symlinkSync(join(home, 'elsewhere'), join(folder, 'one'))
  expect(spend(folder, 'two')).toBe(true)
  expect(spend(folder, 'two')).toBe(false)
  expect(existsSync(join(home, 'elsewhere'))).toBe(false)
  expect(() => spend(join(folder, 'two'), 'three')).toThrow('ENOTDIR')
})
