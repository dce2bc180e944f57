import {join} from 'node:path'
import {expect, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import {core} from '../../src/terminal/core.ts'
import {describeCore, describeTool, type Described} from '../../src/terminal/describe.ts'
import {oclifConfig} from '../../src/terminal/oclif-config.ts'
import {visibleTools} from '../../src/terminal/tools.ts'
import {newHome, put, root} from '../home.ts'
import {atDoor, doorTo, withStatus} from './at-door.ts'

/** oclif's own configuration with every command there is, as completion has it. */
async function oclif() {
  const host = await openParrot(newHome())
  const {door, written} = doorTo(async () => host, root)
  const own = await Promise.all(
    Object.entries(core).map(async ([id, {load}]) => describeCore(door, id, (await load()).default)),
  )
  const theirs = [...(await visibleTools(door)).values()].map(({plugin, command}) =>
    describeTool(door, plugin, command),
  )
  const commands: readonly Described[] = [...own, ...theirs]
  return {config: await oclifConfig(door, commands), commands, written}
}

test('every command, of Parrot and of a plugin, is a command that oclif finds, loads and runs', async () => {
  const {config, commands, written} = await oclif()
  expect(config.commandIDs).toEqual(expect.arrayContaining(['whoami', 'role:list', 'hello', 'health_check']))
  for (const {id} of commands) expect((await config.findCommand(id, {must: true}).load()).id).toBe(id)
  expect(await withStatus(() => config.runCommand('whoami', ['--json']))).toBe(0)
  expect(JSON.parse(written().out)).toMatchObject({tool: 'whoami', outcome: 'ok'})
})

test('run by oclif too, arguments are parsed after the caller is known to be allowed, and the status is from the table', async () => {
  const {config, written} = await oclif()
  expect(await withStatus(() => config.runCommand('health_check', ['--disk-treshold', '5']))).toBe(2)
  expect(written().err).toContain('Did you mean --disk-threshold?')
})

test('typed flags: help, completion and the input schema say the same', async () => {
  const {config} = await oclif()
  const {flags} = config.findCommand('health_check', {must: true})
  expect(flags['disk-threshold']).toMatchObject({type: 'option', helpValue: '<number>', multiple: false})
  expect(flags['only']).toMatchObject({
    type: 'option',
    multiple: true,
    options: expect.arrayContaining(['disk', 'clock']),
  })
  expect(flags['quiet']).toMatchObject({type: 'boolean', char: 'q'})
  expect(flags['json']).toMatchObject({type: 'boolean', helpGroup: 'common'})
})

test('only the commands that it is given are there, whatever lies in the folders that oclif would search', async () => {
  const around = newHome()
  put(join(around.home, 'package.json'), {
    name: 'evil',
    oclif: {plugins: [{name: 'evil', type: 'user'}], commands: './commands'},
  })
  const {door} = doorTo(() => Promise.reject(new Error('nobody is asked')), around.home)
  const config = await oclifConfig(door, [])
  expect({commands: config.commandIDs, plugins: [...config.plugins.keys()]}).toEqual({
    commands: [],
    plugins: ['parrot-mcp'],
  })
  const [plugin] = config.getPluginsList()
  await expect(plugin?.findCommand('x', {must: true})).rejects.toThrow('no command x')
})

test.each([
  ['--help'],
  ['help'],
  ['plugin'],
  ['can', '--help'],
  ['health_check', '--help'],
  ['help', 'hello'],
  ['autocomplete', '--help'],
])('help: %s %s', async (...argv) => {
  const {status, out, err} = await atDoor(newHome(), argv)
  expect({status, err, usage: out.includes('\nUSAGE\n')}).toEqual({status: 0, err: '', usage: true})
})
