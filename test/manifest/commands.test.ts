import {expect, test} from 'vitest'
import {commandsOf} from '../../src/manifest/commands.ts'
import type {Manifest} from '../../src/manifest/manifest.ts'

const about = {name: 'backup', version: '1.0.0', description: 'Backs up'} as const

test('a plugin of one command is that command, and takes nothing it does not name', () => {
  const manifest: Manifest = {...about, entrypoint: 'run.sh', permissions: ['backup:execute']}
  expect(commandsOf(manifest)).toEqual([
    {
      tool: 'backup',
      path: ['backup'],
      description: 'Backs up',
      entrypoint: 'run.sh',
      permissions: ['backup:execute'],
      input: {additionalProperties: false, type: 'object', properties: {}},
    },
  ])
})

test('a workflow answers what every workflow does, and can be tried dry', () => {
  const entrypoint = {workflow: [{call: 'hello'}]}
  const [command] = commandsOf({...about, entrypoint, permissions: ['backup:execute']})
  expect(command).toMatchObject({
    entrypoint,
    dryRun: true,
    output: {required: ['findings', 'run', 'resumed', 'steps']},
  })
})

test('the command that is called like its plugin is the plugin without a further word', () => {
  const fields = {entrypoint: 'run.sh', permissions: []}
  const commands = commandsOf({...about, commands: {backup: fields, list: fields}})
  expect(commands.map(({tool, path}) => [tool, path])).toEqual([
    ['backup', ['backup']],
    ['backup_list', ['backup', 'list']],
  ])
})

test('a plugin of several commands has a tool for each', () => {
  const manifest: Manifest = {
    ...about,
    commands: {
      create: {
        description: 'Makes one',
        entrypoint: 'create.sh',
        permissions: ['backup:execute'],
        input: {type: 'object', additionalProperties: true},
        output: {type: 'object'},
        annotations: {destructive: true},
        limits: {timeout: '1h'},
        dryRun: true,
        examples: ['parrot backup create'],
      },
      list: {entrypoint: 'list.sh', permissions: []},
    },
  }
  expect(commandsOf(manifest)).toEqual([
    {tool: 'backup_create', path: ['backup', 'create'], ...manifest.commands?.['create']},
    {
      tool: 'backup_list',
      path: ['backup', 'list'],
      description: 'Backs up',
      entrypoint: 'list.sh',
      permissions: [],
      input: {additionalProperties: false, type: 'object', properties: {}},
    },
  ])
})
