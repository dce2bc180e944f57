import {spawnSync} from 'node:child_process'
import {chownSync, existsSync, mkdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {CommandHelp} from '@oclif/core/help'
import type {Interfaces} from '@oclif/core'
import ZshCompletion from '../../node_modules/@oclif/plugin-autocomplete/lib/autocomplete/zsh.js'
import {newHome, root} from '../home.ts'
import {needs} from '../needs.ts'
import {oclifConfig} from '../../src/terminal/oclif-config.ts'
import {emptyHome, enabledPlugin} from './fixtures.ts'
import {pjson} from './at-door.ts'
import {environment, parrot} from './program.ts'

/** What a stranger could write into a manifest to have it run by the shell, or by the template engine of oclif. */
function hostile(mark: string) {
  const attack = `x $(touch ${mark}) \`touch ${mark}\` "; touch ${mark}; " <%= process.getBuiltinModule('node:fs').writeFileSync('${mark}', '') %>`
  return {
    name: 'hostile',
    description: attack,
    examples: [`<%= process.getBuiltinModule('node:fs').writeFileSync('${mark}', '') %>`],
    input: {
      type: 'object',
      properties: {
        level: {
          type: 'string',
          enum: [attack, `$(touch ${mark})`, 'plain'],
          default: attack,
          description: attack,
        },
        word: {type: 'string', description: attack, 'x-cli': {arg: true}},
      },
    },
  }
}

/** The scripts that `parrot autocomplete` leaves for the shells. */
function scripts(home: string) {
  const {status, stderr} = parrot(home, ['autocomplete', '--refresh-cache'])
  expect({status, stderr: stderr.replace('Building the autocomplete cache... done\n', '')}).toEqual({
    status: 0,
    stderr: '',
  })
  const folder = join(home, 'cache', 'autocomplete', 'functions')
  return {
    bash: join(folder, 'bash', 'parrot.bash'),
    zsh: join(folder, 'zsh', '_parrot'),
    powershell: join(folder, 'powershell', 'parrot.ps1'),
  }
}

function completed(home: string, line: string): string[] {
  const {bash} = scripts(home)
  const ask = `source ${bash}; COMP_WORDS=(${line}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _parrot_autocomplete; printf '%s\\n' "\${COMPREPLY[@]}"`
  const {stdout, stderr} = spawnSync('bash', ['-c', ask], {env: environment(home), encoding: 'utf8'})
  expect(stderr).toBe('')
  return stdout.split('\n').filter((word) => word !== '')
}

test('bash completes the commands, the words below them, and the flags of a plugin', () => {
  const home = emptyHome()
  expect(completed(home, "parrot ''")).toEqual(
    expect.arrayContaining(['health_check', 'hello', 'whoami', 'plugin', 'can']),
  )
  expect(completed(home, 'parrot heal')).toEqual(['health_check'])
  expect(completed(home, "parrot plugin ''")).toEqual(expect.arrayContaining(['list', 'enable', 'disable']))
  expect(completed(home, 'parrot health_check --disk')).toEqual(['--disk-threshold'])
})

test('a plugin that is enabled later is completed after the next refresh', () => {
  const home = emptyHome()
  expect(completed(home, 'parrot late')).toEqual([])
  enabledPlugin(home, {
    name: 'late_comer',
    input: {type: 'object', properties: {how_late: {type: 'integer'}}},
  })
  expect(completed(home, 'parrot late')).toEqual(['late_comer'])
  expect(completed(home, 'parrot late_comer --how')).toEqual(['--how-late'])
})

test('what a stranger wrote into a manifest is not run by help, by the completion, or by bash', () => {
  const home = emptyHome()
  const mark = join(home, 'pwned')
  enabledPlugin(home, hostile(mark))
  expect(parrot(home, ['--help']).stdout).toContain('hostile')
  expect(parrot(home, ['hostile', '--help']).stdout).toContain('< %= process.getBuiltinModule')
  expect(completed(home, 'parrot hostile --')).toEqual(expect.arrayContaining(['--level', '--json']))
  for (const file of Object.values(scripts(home)))
    expect(readFileSync(file, 'utf8')).not.toMatch(/<%|\$\(touch|`touch|"; touch/)
  expect(existsSync(mark)).toBe(false)
})

needs('zsh', 'apt install zsh')('zsh', () => {
  test('the completion script is sound, and runs nothing that a stranger wrote', () => {
    const home = emptyHome()
    const mark = join(home, 'pwned')
    enabledPlugin(home, hostile(mark))
    const {status, stderr} = zsh(scripts(home).zsh, home)
    expect({status, stderr, ran: existsSync(mark)}).toEqual({status: 0, stderr: '', ran: false})
  })

  test('positive control: the same texts, not made inert, are run by the template engine and by zsh', async () => {
    const around = newHome()
    const mark = join(around.home, 'pwned')
    const {input: _, ...manifest} = hostile(mark)
    const config = await oclifConfig({pjson, root}, [
      {...blank, id: 'hostile', summary: manifest.description},
    ])
    new ZshCompletion(config).generate()
    expect(existsSync(mark)).toBe(true)

    const other = join(around.home, 'pwned-by-zsh')
    const shell = await oclifConfig({pjson, root}, [{...blank, id: 'hostile', summary: `$(touch ${other})`}])
    const script = join(around.home, '_parrot')
    spawnSync('tee', [script], {input: new ZshCompletion(shell).generate()})
    zsh(script, around.home)
    expect(existsSync(other)).toBe(true)
  })
})

test('positive control: help of oclif as it is runs a template in a description', async () => {
  const {home} = newHome()
  const mark = join(home, 'pwned')
  const description = hostile(mark).description
  const config = await oclifConfig({pjson, root}, [])
  const options: Interfaces.HelpOptions = {maxWidth: 80}
  new CommandHelp({...blank, id: 'x', description}, config, options).generate()
  expect(existsSync(mark)).toBe(true)
})

const blank = {
  aliases: [],
  hiddenAliases: [],
  hidden: false,
  args: {},
  flags: {},
  exits: [],
  permissions: [],
  load: () => Promise.reject(new Error('not to be loaded')),
}

/** Runs the functions of a completion script with stand-ins for the ones that zsh only has while it completes. */
function zsh(script: string, home: string) {
  const stubs =
    '_arguments() { state=cmds; line=(hostile) }; _values() { : }; _files() { : }; compdef() { : }; words=(parrot); CURRENT=1'
  return spawnSync('zsh', ['-f', '-c', `${stubs}; source ${script}`], {
    env: environment(home),
    encoding: 'utf8',
  })
}

test.skipIf(process.getuid?.() !== 0)(
  "as root nothing is written to a cache folder of somebody else's",
  () => {
    const home = emptyHome()
    const cache = join(home, 'cache')
    mkdirSync(cache)
    chownSync(cache, 12_345, 12_345)
    expect(parrot(home, ['autocomplete', '-r'])).toMatchObject({
      status: 2,
      stderr: `Error: ${cache} belongs to somebody else.\n→ Set HOME to your own home, as sudo -H does.\n`,
    })
    expect(existsSync(join(cache, 'autocomplete'))).toBe(false)
    chownSync(cache, 0, 0)
    expect(parrot(home, ['autocomplete', '-r']).status).toBe(0)
    expect(existsSync(join(cache, 'autocomplete'))).toBe(true)
  },
)
