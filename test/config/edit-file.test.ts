import {chmodSync, chownSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {planEdit} from '../../src/config/edit-file.ts'
import {edited, type Edit} from '../../src/config/edit-values.ts'
import {loadConfig} from '../../src/config/load.ts'
import {pathsFor} from '../../src/config/paths.ts'
import {alone, replaceFile} from '../../src/config/update-file.ts'
import {newHome} from '../home.ts'

type Home = ReturnType<typeof newHome>

/** Makes the change as somebody of this uid; the codes of what speaks against it. */
async function change(home: Home, edit: Edit, uid = home.uid): Promise<string[]> {
  const paths = pathsFor(home)
  return alone(join(paths.config, 'config'), async () => {
    const planned = await planEdit({uid}, paths, edit)
    if ('problems' in planned) return planned.problems.map(({code}) => code)
    if (planned.text !== undefined) replaceFile(planned.file, planned.text, planned.mode)
    return []
  })
}

const textOf = (home: Home, name: string) => readFileSync(join(home.home, 'config', name), 'utf8')
const city = (value?: unknown): Edit => ({path: ['plugins', 'weather', 'CITY'], value})

describe('JSON', () => {
  test('keeps its order, and numbers as they were written', async () => {
    const text =
      '{"limits":{"pids":64,"memoryBytes":536870912.0},"plugins":{"z":{"BIG":12345678901234567890},"weather":{"CITY":"Bern","N":1.50}}}'
    const home = newHome({'config/config.json': text})
    expect(await change(home, city('Thun'))).toEqual([])
    expect(textOf(home, 'config.json')).toBe(`{
  "limits": {
    "pids": 64,
    "memoryBytes": 536870912.0
  },
  "plugins": {
    "z": {
      "BIG": 12345678901234567890
    },
    "weather": {
      "CITY": "Thun",
      "N": 1.50
    }
  }
}
`)
  })

  test('is made where there is none, for its owner only', async () => {
    const home = newHome()
    const planned = await planEdit(home, pathsFor(home), city('Bern'))
    const file = join(home.home, 'config/config.json')
    expect({planned: 'text' in planned, made: existsSync(file)}).toEqual({planned: true, made: false})
    expect(await change(home, city('Bern'))).toEqual([])
    expect(textOf(home, 'config.json')).toBe(
      '{\n  "plugins": {\n    "weather": {\n      "CITY": "Bern"\n    }\n  }\n}\n',
    )
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('what is taken away leaves no empty table behind, and nothing to take away leaves all as it is', async () => {
    const home = newHome({
      'config/config.json': '{"plugins": {"weather": {"CITY": "Bern", "N": 1}, "empty": {}}}',
    })
    const before = textOf(home, 'config.json')
    expect(await change(home, {path: ['plugins', 'weather', 'NOPE']})).toEqual([])
    expect(await change(home, {path: ['plugins', 'nothere']})).toEqual([])
    expect(textOf(home, 'config.json')).toBe(before)
    expect(await change(home, city())).toEqual([])
    expect(JSON.parse(textOf(home, 'config.json'))).toEqual({plugins: {weather: {N: 1}, empty: {}}})
    expect(await change(home, {path: ['plugins', 'weather']})).toEqual([])
    expect(await change(home, {path: ['plugins', 'empty']})).toEqual([])
    expect(textOf(home, 'config.json')).toBe('{}\n')
  })
})

const yaml = `# kept by Ada
limits: {pids: 64, graceMs: 0x10}   # few

plugins:
  # where the sun shines
  weather:
    CITY: Bern   # the capital
    # in degrees
    N: 1.50
  zoo: {A: 'q', B: [x, y]}
# the end
`

describe('YAML', () => {
  test('keeps its comments and its order', async () => {
    const home = newHome({'config/config.yaml': yaml})
    expect(await change(home, city('Thun: # no comment'))).toEqual([])
    expect(textOf(home, 'config.yaml')).toBe(
      yaml
        .replace('CITY: Bern   #', 'CITY: "Thun: # no comment" #')
        .replace('}   # few', '} # few')
        .replace('\n# the end', '\n\n# the end'),
    )
    expect(await change(home, city())).toEqual([])
    expect(textOf(home, 'config.yaml')).toContain('# where the sun shines')
    expect(textOf(home, 'config.yaml')).not.toContain('Thun')
  })

  test.each([
    'yes',
    'null',
    '012',
    '1e3',
    '2020-01-01',
    '0x1f',
    '~',
    ' a ',
    '- a',
    'a: b',
    '&a',
    '*a',
    '!!int 5',
    '#',
    '',
    'é\n\tñ',
    '<<',
    '=',
    '1:30',
    '.inf',
  ])('a text stays the text it is: %j', async (value) => {
    const home = newHome({'config/config.yml': yaml})
    expect(await change(home, city(value))).toEqual([])
    const loaded = await loadConfig(home, pathsFor(home))
    expect('config' in loaded && loaded.config.plugins['weather']).toEqual({CITY: value, N: 1.5})
  })

  test.each(['NULL', 'TRUE', 'NO', 'Y', 'INF', 'E1'])('a key may be called %s', async (key) => {
    const home = newHome({'config/config.yaml': '# empty so far\n'})
    expect(await change(home, {path: ['plugins', 'null', key], value: [true, 5, {file: '/x'}]})).toEqual([])
    const loaded = await loadConfig(home, pathsFor(home))
    expect('config' in loaded && loaded.config.plugins).toEqual({null: {[key]: [true, 5, {file: '/x'}]}})
    expect(textOf(home, 'config.yaml')).toMatch(/^# empty so far\n/)
  })

  test('a value that stands for another one too is not changed', async () => {
    const shared = 'plugins:\n  a: &all {CITY: Bern}\n  weather: *all\n'
    const home = newHome({'config/config.yaml': shared})
    expect(await change(home, city('Thun'))).toEqual(['config_not_editable'])
    expect(await change(home, {path: ['plugins', 'a', 'CITY'], value: 'Thun'})).toEqual([
      'config_not_editable',
    ])
    expect(textOf(home, 'config.yaml')).toBe(shared)
  })
})

test.each(['# nothing\n', '# nothing yet\n\n  # at all'])(
  'YAML that says nothing is no error: %j',
  async (text) => {
    const home = newHome({'config/config.yaml': text})
    expect(await loadConfig(home, pathsFor(home))).toMatchObject({config: {plugins: {}}, warnings: []})
    expect(await change(home, city('Bern'))).toEqual([])
    expect(textOf(home, 'config.yaml')).toContain(text.trim().replaceAll(/^ +/gm, ''))
  },
)

test.each([
  ['limits:\n', 'limits:\n  pids: 9\n'],
  ['limits:', 'limits:\n  pids: 9\n'],
  ['limits: # none yet\n\n\n# rights\nrbac:\n', 'limits: # none yet\n  pids: 9\n\n\n# rights\nrbac:\n'],
  ['limits:\n  graceMs: 5 # ms\n\nrbac:\n', 'limits:\n  graceMs: 5 # ms\n  pids: 9\n\nrbac:\n'],
  ['limits:\n  # pids: 512\n  graceMs: 5\n', 'limits:\n  pids: 9\n  graceMs: 5\n'],
  ['limits:\n  #pids: 512\n', 'limits:\n  pids: 9\n'],
  ['limits:\n    graceMs: 5 # ms\n', 'limits:\n  graceMs: 5 # ms\n  pids: 9\n'],
  ['limits: {graceMs: 5} # flow\n', 'limits: {graceMs: 5, pids: 9} # flow\n'],
  ['limits: null\n', 'limits:\n  pids: 9\n'],
  ['# only this\n', '# only this\n\nlimits:\n  pids: 9\n'],
  ['limits:\n  pids: 8 # few\n  graceMs: 5\n', 'limits:\n  pids: 9 # few\n  graceMs: 5\n'],
  ['limits:\n  pids: "8 # few" # "many"\n', 'limits:\n  pids: 9 # "many"\n'],
  ['limits:\n  pids: "8 # few"\n', 'limits:\n  pids: 9\n'],
  ['limits:\n  pids:\n    8\n', 'limits:\n  pids: 9\n'],
  [
    'plugins:\n  limits:\n    A: 1\nlimits:\n  graceMs: 5\n',
    'plugins:\n  limits:\n    A: 1\nlimits:\n  graceMs: 5\n  pids: 9\n',
  ],
])('a key of Parrot’s own is set where it belongs: %j', async (before, after) => {
  const home = newHome({'config/config.yaml': before})
  expect(await change(home, {path: ['limits', 'pids'], value: 9})).toEqual([])
  expect(textOf(home, 'config.yaml')).toBe(after)
})

test('a program is never edited; what it says already is no change', async () => {
  const text = 'export default {plugins: {weather: {CITY: "Bern"}}}\n'
  const home = newHome({'config/config.mjs': text})
  const planned = await planEdit(home, pathsFor(home), city('Thun'))
  expect(planned).toMatchObject({
    problems: [{code: 'config_program', params: {lines: 'plugins: {"weather":{"CITY":"Thun"}}'}}],
  })
  expect(await change(home, city())).toEqual(['config_program_less'])
  expect(await change(home, city('Bern'))).toEqual([])
  expect(textOf(home, 'config.mjs')).toBe(text)
  expect(existsSync(join(home.home, 'config/config.json'))).toBe(false)
})

describe('a file that others could have written is left alone', () => {
  const file = (home: Home) => join(home.home, 'config/config.json')
  const flaws: [string, string, (home: Home) => void][] = [
    ['writable by all', 'config_writable', (home) => chmodSync(file(home), 0o666)],
    ['writable by the group', 'config_writable', (home) => chmodSync(file(home), 0o620)],
    ['broken', 'config_syntax', () => {}],
  ]
  test.each(flaws)('%s', async (name, code, spoil) => {
    const text = name === 'broken' ? '{"plugins": ' : '{}'
    const home = newHome({'config/config.json': text})
    spoil(home)
    expect(await change(home, city('Bern'))).toEqual([code])
    expect(readFileSync(file(home), 'utf8')).toBe(text)
    chmodSync(file(home), 0o600)
    if (name !== 'broken') expect(await change(home, city('Bern'))).toEqual([])
  })

  test.skipIf(process.getuid?.() !== 0)('of somebody else, and of root where one is not root', async () => {
    const home = newHome({'config/config.json': {}})
    chownSync(file(home), 4242, 4242)
    expect(await change(home, city('Bern'))).toEqual(['config_foreign'])
    expect(await change(home, city('Bern'), 4242)).toEqual([])
    chownSync(file(home), 0, 0)
    expect(await change(home, city('Thun'), 4242)).toEqual(['config_of_root'])
    expect(await change(home, city('Thun'))).toEqual([])
  })

  test('a link', async () => {
    const home = newHome({'victim.json': {}})
    const linked = newHome({'config/.keep': ''})
    symlinkSync(join(home.home, 'victim.json'), file(linked))
    expect(await change(linked, city('Bern'))).toEqual(['config_unreadable'])
    expect(readFileSync(join(home.home, 'victim.json'), 'utf8')).toBe('{}')
  })
})

test('one that even its owner may only read stays so', async () => {
  const home = newHome({'config/config.json': {}})
  chmodSync(join(home.home, 'config/config.json'), 0o444)
  expect(await change(home, city('Bern'))).toEqual([])
  expect(statSync(join(home.home, 'config/config.json')).mode & 0o777).toBe(0o400)
  expect(readdirSync(join(home.home, 'config')).toSorted()).toEqual(['.config.guard', 'config.json'])
})

test('what would no longer be a configuration, or be read as none, is not written', async () => {
  const home = newHome({'config/config.json': {plugins: {a: {TEXT: 'x'.repeat(900_000)}}}})
  expect(await change(home, city('y'.repeat(200_000)))).toEqual(['config_outgrown'])
  expect(await change(home, city('y'))).toEqual([])
  expect(await change(home, {path: ['plugins', 'weather'], value: 'not a table'})).toEqual(['config_wrong'])
})

test('names that every object of JavaScript has are names like any', () => {
  const before = JSON.parse('{"plugins": {"__proto__": {"A": 1}, "b": {"__proto__": 2}}}') as object
  const after = edited(before as Record<string, unknown>, {
    path: ['plugins', 'constructor', '__proto__'],
    value: 3,
  })
  expect(JSON.stringify(after)).toBe(
    '{"plugins":{"__proto__":{"A":1},"b":{"__proto__":2},"constructor":{"__proto__":3}}}',
  )
  expect(JSON.stringify(edited(after, {path: ['plugins', 'constructor']}))).toBe(JSON.stringify(before))
  expect(edited(before as Record<string, unknown>, {path: ['plugins', 'toString']})).toBe(before)
  expect(({} as {A?: number}).A).toBeUndefined()
})
