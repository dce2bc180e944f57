import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import type {Plugin} from '../../src/host/plugin.ts'
import {coreWords} from '../../src/manifest/reserved.ts'
import {core, topics} from '../../src/terminal/core.ts'
import {coreRoute, toolRoute} from '../../src/terminal/route.ts'
import type {Tools} from '../../src/terminal/tools.ts'

const plugin = {name: 'x'} as Plugin
const paths = [
  ['hello'],
  ['hello_world'],
  ['backup', 'create'],
  ['backup', 'list_all'],
  ['health_check'],
  ['round'],
  ['round', 'add'],
]
const tools: Tools = new Map(
  paths.map((path) => [
    path.join('_'),
    {plugin, command: {tool: path.join('_'), path, description: '', permissions: []}},
  ]),
)

const route = (line: string) => {
  const argv = line.split(' ').filter((word) => word !== '')
  const found = coreRoute(argv) ?? toolRoute(argv, tools)
  if (found.to === 'tool') return {tool: found.command.tool, argv: found.argv}
  return found
}

test.each([
  ['hello', {tool: 'hello', argv: []}],
  ['hello world', {tool: 'hello', argv: ['world']}],
  ['hello_world', {tool: 'hello_world', argv: []}],
  ['hello-world --x', {tool: 'hello_world', argv: ['--x']}],
  ['backup create x', {tool: 'backup_create', argv: ['x']}],
  ['backup list-all', {tool: 'backup_list_all', argv: []}],
  ['backup_create', {tool: 'backup_create', argv: []}],
  ['health-check --only disk', {tool: 'health_check', argv: ['--only', 'disk']}],
  ['round --x', {tool: 'round', argv: ['--x']}],
  ['round add x', {tool: 'round_add', argv: ['x']}],
  ['round ad', {to: 'unknown', words: ['round', 'ad']}],
  ['run round', {tool: 'round', argv: []}],
  ['run hello --x', {tool: 'hello', argv: ['--x']}],
  ['run backup create', {tool: 'backup_create', argv: []}],
  ['run whoami', {to: 'unknown', words: ['run', 'whoami']}],
  ['run user_add', {to: 'unknown', words: ['run', 'user_add']}],
  ['user_add bob', {to: 'core', id: 'user:add', argv: ['bob']}],
  ['audit-verify', {to: 'core', id: 'audit:verify', argv: []}],
  ['run', {to: 'core', id: 'run', argv: []}],
  ['plugins:install ./x', {to: 'core', id: 'plugin:install', argv: ['./x']}],
  ['plugins install ./x', {to: 'core', id: 'plugin:install', argv: ['./x']}],
  ['plugin:list --json', {to: 'core', id: 'plugin:list', argv: ['--json']}],
  ['plugins', {to: 'topic', topic: 'plugin'}],
  ['whoami --json', {to: 'core', id: 'whoami', argv: ['--json']}],
  ['role list', {to: 'core', id: 'role:list', argv: []}],
  ['role', {to: 'topic', topic: 'role'}],
  ['role lst', {to: 'unknown', words: ['role', 'lst']}],
  ['backup', {to: 'topic', topic: 'backup'}],
  ['backup crate', {to: 'unknown', words: ['backup', 'crate']}],
  ['constructor', {to: 'unknown', words: ['constructor']}],
  ['__proto__ x', {to: 'unknown', words: ['__proto__']}],
  ['autocomplete bash', {to: 'completion', id: 'autocomplete', argv: ['bash']}],
  ['autocomplete script bash', {to: 'completion', id: 'autocomplete:script', argv: ['bash']}],
  ['--foo', {to: 'root'}],
  ['', {to: 'root'}],
])('%s', (line, expected) => {
  expect(route(line)).toEqual(expected)
})

test("every file of commands/ is one of Parrot's commands, and every command a file", () => {
  const folder = join(import.meta.dirname, '../../src/terminal/commands')
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((file) =>
    file.endsWith('.ts'),
  )
  expect(files.map((file) => file.slice(0, -3).replaceAll('/', ':')).toSorted()).toEqual(
    Object.keys(core).toSorted(),
  )
})

test('no stranger can give a plugin the first word of one of them', () => {
  const first = [
    ...Object.keys(core).map((id) => id.split(':')[0] ?? ''),
    ...Object.keys(topics),
    'autocomplete',
    'help',
  ]
  expect(first.filter((word) => !coreWords.has(word))).toEqual([])
})
