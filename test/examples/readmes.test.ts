import {cpSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {patternOf, stepsOf} from '../docs/document.ts'
import {root} from '../home.ts'
import {needs} from '../needs.ts'
import {emptyHome} from '../terminal/fixtures.ts'
import {brokerOfTheMachine} from './broker.ts'
import {examples} from './names.ts'
import {session} from './session.ts'

const page = (name: string) => join(root, 'examples', name, 'README.md')

const commandsOf = (name: string) => stepsOf(page(name)).filter((step) => 'command' in step)

const bubblewrap = needs('bwrap', 'apt-get install bubblewrap')
const mosquitto = needs('mosquitto', 'apt-get install mosquitto mosquitto-clients')

bubblewrap('what the README of an example shows is what happens', () => {
  test.each(examples.filter((name) => name !== 'mqtt_publish'))('%s', async (name) => {
    expect(await unlike(name)).toEqual([])
  })

  mosquitto('with the broker of the machine', () => {
    test('mqtt_publish', async () => {
      await brokerOfTheMachine()
      expect(await unlike('mqtt_publish')).toEqual([])
    })
  })
})

/** Types everything that the page has its reader type, in a home that is empty but for the examples. What came out otherwise. */
async function unlike(name: string): Promise<readonly object[]> {
  const home = emptyHome()
  cpSync(join(root, 'examples'), join(home, 'examples'), {recursive: true})
  const path = [join(root, 'bin'), join(root, 'node_modules/.bin'), process.env['PATH']].join(':')
  const env = {PATH: path, HOME: home, PARROT_HOME: join(home, 'parrot'), LANG: 'C.UTF-8'}
  const steps = commandsOf(name)
  const commands = steps.map(({command}) => command)
  const printed = await session(commands, home, env)
  return steps
    .map((step, at) => ({...step, printed: printed[at] ?? '(not reached)'}))
    .filter(({shown, printed}) => !patternOf(shown).test(printed))
}

test.each(examples)('%s is there from nothing to the clock', (name) => {
  const text = readFileSync(page(name), 'utf8')
  const typed = commandsOf(name).map(({command}) => command)
  expect(typed).toContainEqual(expect.stringMatching(new RegExp(`^parrot plugin install \\S*${name}$`)))
  expect(typed).toContainEqual(expect.stringMatching(new RegExp(`^parrot plugin approve ${name} --accept `)))
  expect(typed).toContainEqual(expect.stringMatching(new RegExp(`^parrot ${name}\\b`)))
  expect(text).toContain(`parrot setup_cron add ${name} --at`)
  const {config = {}} = JSON.parse(readFileSync(join(page(name), '../manifest.json'), 'utf8')) as {
    config?: object
  }
  if (Object.keys(config).length > 0)
    expect(typed).toContainEqual(expect.stringMatching(new RegExp(`parrot plugin config ${name} set `)))
})

test.each(examples)('what the README of %s has installed is installed before the tests', (name) => {
  const [, wanted = ''] = /^apt install (.*?) *(?:#.*)?$/m.exec(readFileSync(page(name), 'utf8')) ?? []
  const [, listed = ''] = /^packages=\(([^)]*)\)$/m.exec(readFileSync(join(root, '.ci/run'), 'utf8')) ?? []
  // The machine brings Node and what it trusts.
  const there = new Set([...listed.split(/\s+/), 'nodejs', 'npm', 'ca-certificates'])
  expect(wanted).toContain('bubblewrap')
  expect(wanted.split(' ').filter((each) => !there.has(each))).toEqual([])
})

test('the table names every example once, with its languages', () => {
  const table = readFileSync(join(root, 'examples/README.md'), 'utf8')
  const rows = [...table.matchAll(/^\| \[(\w+)\]\(\1\) \| [^|]+ \| ([^|]+) \|/gm)]
  expect(rows).toHaveLength(examples.length)
  expect(new Set(rows.map(([, name]) => name))).toEqual(new Set(examples))
  for (const language of ['Bash', 'Python', 'TypeScript'])
    expect(rows.map(([, , languages]) => languages)).toContainEqual(expect.stringContaining(language))
})
