import {stripVTControlCharacters} from 'node:util'
import {expect, test} from 'vitest'
import {needs} from '../needs.ts'
import {emptyHome, enabledPlugin, givePlugin} from './fixtures.ts'
import {parrot} from './program.ts'
import {openTerminal, text} from './terminal.ts'

const controls = /(?!\n)[\p{Cc}\p{Cf}]/u

test('text of a plugin reaches the terminal without anything that acts on it; JSON has it whole', () => {
  const home = emptyHome()
  const attack = String.raw`printf 'Hello\033]0;owned\007 \033[2J\033[31mworld\302\2331m \342\200\256evil\r\n'`
  enabledPlugin(home, {name: 'acts'}, attack)
  const shown = parrot(home, ['acts'])
  expect(shown).toEqual({status: 0, stdout: 'Hello world evil\n', stderr: ''})
  const {stdout} = parrot(home, ['acts', '--json'])
  expect(stdout).not.toMatch(controls)
  expect((JSON.parse(stdout) as {output: string}).output).toBe(
    'Hello\u001b]0;owned\u0007 \u001b[2J\u001b[31mworld\u009b1m \u202eevil\r\n',
  )
})

test("a plugin's log shows on stderr as it comes, made harmless, and stdout stays the result's", () => {
  const home = emptyHome()
  enabledPlugin(home, {name: 'talks'}, String.raw`printf 'warn: \033[2Jslow\n  more\n' >&2; echo done`)
  expect(parrot(home, ['talks'])).toEqual({status: 0, stdout: 'done\n', stderr: 'warn: slow\n  more\n'})
  const {stdout, stderr} = parrot(home, ['talks', '--json'])
  const {output, log} = JSON.parse(stdout) as {output: string; log: null}
  expect({output, log, stderr}).toEqual({
    output: 'done\n',
    log: null,
    stderr: 'warn: slow\n  more\n',
  })
})

test('in JSON, one that failed gives the end of its log, which may say why, made harmless and no longer than 4096', () => {
  const home = emptyHome()
  enabledPlugin(
    home,
    {name: 'breaks'},
    String.raw`printf '%05000d\n\033[2Jno paper in the printer\n' 0 >&2; exit 3`,
  )
  const {status, stdout} = parrot(home, ['breaks', '--json'])
  const {log} = JSON.parse(stdout) as {log: string}
  expect({status, length: log.length}).toEqual({status: 1, length: 4096})
  expect(log.endsWith('0\n\u001b[2Jno paper in the printer\n')).toBe(true)
  expect(stdout).not.toContain('\u001b')
  enabledPlugin(home, {name: 'mute'}, 'exit 3')
  expect(JSON.parse(parrot(home, ['mute', '--json']).stdout)).toMatchObject({outcome: 'failed', log: null})
})

test("a plugin's own status: 1 for people, its own with --exit-code and in JSON", () => {
  const home = emptyHome()
  enabledPlugin(home, {name: 'fails'}, 'echo half; exit 42')
  expect(parrot(home, ['fails'])).toMatchObject({
    status: 1,
    stdout: 'half\n',
    stderr: 'Error: fails ended with status 42.\n',
  })
  expect(parrot(home, ['fails', '--exit-code']).status).toBe(42)
  const {status, stdout} = parrot(home, ['fails', '--json'])
  expect({status, ...(JSON.parse(stdout) as object)}).toMatchObject({
    status: 1,
    outcome: 'failed',
    exit: {code: 42, signal: null},
  })
})

test('a dry run is handed on where the plugin has one, and refused where it has none', () => {
  const home = emptyHome()
  enabledPlugin(home, {name: 'plans', dryRun: true}, 'echo "dry=$PARROT_DRY_RUN"')
  enabledPlugin(home, {name: 'acts_only'}, 'echo "dry=$PARROT_DRY_RUN"')
  expect(parrot(home, ['plans', '--dry-run'])).toMatchObject({status: 0, stdout: 'dry=true\n'})
  expect(parrot(home, ['plans'])).toMatchObject({status: 0, stdout: 'dry=false\n'})
  expect(parrot(home, ['acts-only', '--dry-run'])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('"acts_only" has no dry run'),
  })
  expect(parrot(home, ['plans', '--dry-run=true'])).toMatchObject({status: 2, stdout: ''})
})

test('several commands in one plugin: their topic, their help, and each of them by kebab or snake case', () => {
  const home = emptyHome()
  const command = (description: string) => ({description, entrypoint: 'run.sh', permissions: ['test:run']})
  const {name, commands} = {
    name: 'shelf',
    commands: {put_up: command('Put it up'), take_down: command('Take it down')},
  }
  enabledPlugin(
    home,
    {name, commands, entrypoint: undefined, permissions: undefined},
    'echo "$PARROT_PLUGIN"',
  )
  expect(parrot(home, ['shelf']).stdout).toMatch(
    /USAGE\n {2}parrot shelf COMMAND.*\n\nCOMMANDS\n {2}shelf put_up +Put it up\n {2}shelf take_down +Take it down\n/,
  )
  expect(parrot(home, ['shelf', 'put-up', '--help']).stdout).toContain('$ parrot shelf put_up')
  for (const line of ['shelf put_up', 'shelf put-up', 'shelf_put_up', 'run shelf put_up']) {
    expect({line, ...parrot(home, line.split(' '))}).toMatchObject({line, status: 0, stdout: 'shelf\n'})
  }
  expect(parrot(home, ['shelf', 'put_pu'])).toMatchObject({
    status: 127,
    stderr: expect.stringContaining('Did you mean: parrot shelf put_up'),
  })
})

test('a result with a table is a table, and JSON what the plugin gave', () => {
  const home = emptyHome()
  const output = {
    type: 'object',
    'x-table': {
      rows: 'rows',
      columns: [
        {key: 'name', title: 'Name'},
        {key: 'size', title: 'Size', as: 'bytes'},
      ],
    },
  }
  enabledPlugin(
    home,
    {name: 'lists', output},
    `echo '{"rows":[{"name":"a","size":2048},{"name":"b\\u001b[2J","size":1}]}'`,
  )
  expect(parrot(home, ['lists'])).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringMatching(/^Name +Size\na +2\.0 KiB\nb +1 B\n$/),
  })
  expect(JSON.parse(parrot(home, ['lists', '--json']).stdout)).toMatchObject({
    output: {rows: [{name: 'a'}, {name: 'b\u001b[2J'}]},
  })
  enabledPlugin(home, {name: 'plain', output: {type: 'object'}}, `echo '{"a":"\\u001b[2J"}'`)
  expect(parrot(home, ['plain'])).toMatchObject({status: 0, stdout: '{\n  "a": "\\u001b[2J"\n}\n'})
})

needs('script', 'apt install util-linux')('on a terminal', () => {
  test('what takes longer than a second shows how far it is, and leaves no trace of it', async () => {
    const home = emptyHome()
    const steps = `printf '{"progress":0.4,"message":"cop\\u001b[2Jying"}\\n' >&3; sleep 1.6; echo "halfway" >&2; sleep 0.6; echo finished`
    enabledPlugin(home, {name: 'takes_time'}, steps)
    const terminal = openTerminal(home, ['takes_time'])
    await terminal.see(/takes_time ████████░{12} 40 % \d s cop/)
    await terminal.see('halfway')
    const {status, screen} = await terminal.ended
    expect(status).toBe(0)
    expect(screen.slice(screen.lastIndexOf('\r\u001b[K'))).toBe('\r\u001b[Kfinished\r\n')
    expect(text(screen)).not.toContain('\u001b')
  })

  test('what is quick shows nothing of the kind', async () => {
    const home = emptyHome()
    enabledPlugin(home, {name: 'quick'}, `printf '{"progress":0.4}\\n' >&3; echo finished`)
    expect((await openTerminal(home, ['quick']).ended).screen).toBe('finished\r\n')
  })
})

test('a list is folded at the edge of a terminal, at COLUMNS, and nowhere else; nothing of it is cut', async () => {
  const home = emptyHome()
  const whole = parrot(home, ['role', 'list']).stdout
  expect(whole).not.toContain('…')
  const narrow = parrot(home, ['role', 'list'], {COLUMNS: '50'}).stdout.trimEnd().split('\n')
  expect(Math.max(...narrow.map((line) => line.length))).toBeLessThanOrEqual(50)
  const {screen} = await openTerminal(home, ['role', 'list']).ended
  const words = (text: string) => stripVTControlCharacters(text).split(/\s+/)
  expect(words(screen)).toEqual(words(whole))
})

test('the list of plugins names every command, however narrow the terminal is', async () => {
  const home = emptyHome()
  const commands = Object.fromEntries(
    Array.from({length: 12}, (_, at) => [`say_${at}`, {entrypoint: 'run.sh', permissions: ['test:run']}]),
  )
  givePlugin(home, {name: 'talks', commands, entrypoint: undefined, permissions: undefined})
  expect(parrot(home, ['plugin', 'list']).stdout).toContain('talks_say_11\n')
  for (const columns of [40, 50, 80, 100, 400]) {
    const {stdout} = parrot(home, ['plugin', 'list'], {COLUMNS: `${columns}`})
    expect(stdout).toMatch(/^PLUGIN +VERSION .*\n(?:.*\n)*talks +1\.0\.0 /)
    expect(stdout).toMatch(/COMMANDS(?:.*\n)+.*talks_say_0 [^]*talks_say_11\b/)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns)
  }
  expect((await openTerminal(home, ['plugin', 'list']).ended).screen).toContain('talks_say_11')
})
