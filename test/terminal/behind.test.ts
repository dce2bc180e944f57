import {expect, test} from 'vitest'
import {behind} from '../../src/terminal/behind.ts'
import {newHome} from '../home.ts'
import {parrot} from './program.ts'

const paint = (look: string, text: string) => `<${look}>${text}</>`
const at = (room: number) => ({paint, room})

test('a sentence goes on under itself', () => {
  expect(behind('red', 'Error:', 'The disk of this machine is full.', at(20))).toBe(
    '<red>Error:</> The disk of\n       this machine\n       is full.',
  )
  expect(behind('cyan', '→', 'Make room, then try again.', at(20), 2)).toBe(
    '  <cyan>→</> Make room, then\n    try again.',
  )
})

test('a command behind an arrow stands whole where a line has room for it, and a path always', () => {
  const cure = 'See it: parrot role show operator. Or give it away.'
  expect(behind('cyan', '→', cure, at(40))).toBe(
    '<cyan>→</> See it: parrot role show operator. Or\n  give it away.',
  )
  expect(behind('cyan', '→', cure, at(32))).toBe(
    '<cyan>→</> See it:\n  parrot role show operator. Or\n  give it away.',
  )
  expect(behind('cyan', '→', cure, at(20))).toContain('\n  role show')
  const path = '/var/lib/parrot/of/a/long/name'
  expect(behind('red', 'Error:', `No ${path} here.`, at(20))).toBe(
    `<red>Error:</> No\n       ${path}\n       here.`,
  )
})

test('nothing is folded where a program reads', () => {
  expect(behind('red', 'Error:', 'one\ntwo', at(Infinity))).toBe('<red>Error:</> one\ntwo')
})

test.each([
  ['doctor', 'stdout'],
  ['setup_cron', 'stderr'],
  ['config check --lang de', 'stdout'],
] as const)('%s fits a page of 60 columns, and says the same', (command, stream) => {
  const {home} = newHome({
    'config/config.yaml': 'limits: {pids: nonsense, memory: nonsense, timeout: nonsense}\n',
  })
  const place = command.startsWith('config') || command === 'doctor' ? home : newHome().home
  const folded = parrot(place, command.split(' '), {COLUMNS: '60'})[stream]
  const free = parrot(place, command.split(' '))[stream]
  const lines = folded.trimEnd().split('\n')
  expect(lines.filter((line) => line.length > 60 && line.trim().includes(' '))).toEqual([])
  expect(lines.filter((line) => line.startsWith('  ')).length).toBeGreaterThan(0)
  expect(folded.replaceAll(/\s+/g, ' ')).toBe(free.replaceAll(/\s+/g, ' '))
})
