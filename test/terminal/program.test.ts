import {spawnSync} from 'node:child_process'
import {openSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {emptyHome, enabledPlugin} from './fixtures.ts'
import {bin, environment, parrot} from './program.ts'

const restart = {
  name: 'restart',
  description: 'Restart one service',
  permissions: ['service:restart:{unit}'],
  dryRun: true,
  input: {
    type: 'object',
    required: ['unit'],
    properties: {
      unit: {type: 'string', description: 'The unit to restart', 'x-cli': {arg: true}},
      wait_seconds: {
        type: 'integer',
        minimum: 0,
        maximum: 300,
        default: 30,
        description: 'How long to wait for it',
        'x-cli': {short: 'w'},
      },
      mode: {type: 'string', enum: ['replace', 'fail'], description: 'What to do about a running job'},
      tag: {type: 'array', items: {type: 'string'}, description: 'A word for the record'},
      colour: {type: 'boolean', default: true, description: 'Colours'},
    },
  },
  examples: ['parrot restart jellyfin.service', 'parrot restart jellyfin.service --wait-seconds 60'],
}

test.each(['--version', '-v', '-V', 'version'])('%s says the version and loads nothing else', (word) => {
  const {status, stdout, stderr} = parrot(emptyHome(), [word])
  expect({status, stderr}).toEqual({status: 0, stderr: ''})
  expect(stdout).toMatch(/^parrot-mcp\/\d+\.\d+\.\d+ linux-\w+ node-v\d+\.\d+\.\d+\n$/)
})

test('without a terminal `parrot` alone is the help', () => {
  const home = emptyHome()
  const alone = parrot(home, [])
  expect(alone).toEqual(parrot(home, ['--help']))
  expect(parrot(home, ['help'])).toEqual(alone)
  expect(alone).toMatchObject({status: 0, stderr: ''})
})

test('the help lists the plugins and every command, in 80 columns, without colours', async () => {
  const home = emptyHome()
  enabledPlugin(home, restart)
  const {stdout} = parrot(home, ['--help'])
  expect(stdout).toMatch(/\nPLUGINS\n(?: {2}\w.*\n)+/)
  expect(stdout).toMatch(/\n {2}restart +Restart one service\n/)
  expect(stdout).toMatch(/\n {2}root +For root: /)
  expect(parrot(home, ['help', 'root'])).toEqual(parrot(home, ['root', '--help']))
  expect(parrot(home, ['--lang', 'de', 'root', '--help']).stdout).toMatch(/^Was der Server dieses Rechners/)
  await expect(stdout.slice(stdout.indexOf('COMMANDS'))).toMatchFileSnapshot('golden/commands.txt')
})

test.each(['en', 'de'])('no help has a line of more than 80 columns but examples, in %s', (lang) => {
  const home = emptyHome()
  for (const words of [[], ['server'], ['service', 'grant'], ['setup_cron'], ['system_update']]) {
    const {stdout} = parrot(home, ['--lang', lang, ...words, '--help'])
    const long = stdout.split('\n').filter((line) => line.length > 80 && !/^ {2}\$ parrot /.test(line))
    expect(long, words.join(' ')).toEqual([])
  }
})

test.each([
  ['plugin', ['restart', '--help']],
  ['can', ['can', '--help']],
  ['topic', ['events', '--help']],
  ['events-list', ['events', 'list', '--help']],
  ['plugin-config', ['plugin', 'config', '--help']],
  ['completion', ['autocomplete', '--help']],
])('the help of %s is as pinned', async (name, args) => {
  const home = emptyHome()
  enabledPlugin(home, restart)
  const {status, stdout, stderr} = parrot(home, args)
  expect({status, stderr}).toEqual({status: 0, stderr: ''})
  await expect(stdout).toMatchFileSnapshot(`golden/${name}.txt`)
  expect(parrot(home, ['help', ...args.slice(0, -1)]).stdout).toBe(stdout)
  expect(parrot(home, [...args.slice(0, -1), '-h']).stdout).toBe(stdout)
})

test('flags stand in one column, whether the first of them has a short form or not', () => {
  const {stdout} = parrot(emptyHome(), ['health_check', '--help'])
  const flags = /\nFLAGS\n([\s\S]*?)\n\n/.exec(stdout)?.[1]?.match(/^.*--[a-z-]+/gm) ?? []
  expect(flags).toContain('  -q, --quiet')
  expect(new Set(flags.map((line) => line.indexOf('--')))).toEqual(new Set([6]))
})

test('every command of its own has examples and exit statuses in its help', () => {
  const home = emptyHome()
  const commands = ['whoami', 'doctor', 'run', 'role list', 'role show', 'user list', 'user show', 'user add', 'user remove', 'user grant',
    'plugin list', 'plugin enable', 'plugin disable', 'events tail', 'audit verify', 'audit head', 'audit export'] // prettier-ignore
  for (const command of commands) {
    const {status, stdout} = parrot(home, [...command.split(' '), '--help'])
    expect({command, status}).toEqual({command, status: 0})
    expect(stdout).toMatch(new RegExp(`\\nEXAMPLES\\n {2}\\$ parrot ${command}`))
    expect(stdout).toMatch(/\nEXIT STATUS\n {2}0 +ok: /)
    expect(stdout).toContain('--json')
  }
})

test('the help of what runs a plugin names every way that a call of it can end', () => {
  const home = emptyHome()
  const statuses = (command: string) => {
    const {stdout} = parrot(home, [...command.split(' '), '--help'])
    const [, section = ''] = stdout.split('\nEXIT STATUS\n')
    return [...section.matchAll(/^ {2}(\d+) +[a-z_]+: /gm)].map(([, status]) => Number(status))
  }
  const all = [0, 1, 2, 3, 69, 70, 71, 74, 75, 76, 77, 78, 124, 127, 130]
  expect(statuses('run')).toEqual(all)
  expect(statuses('hello')).toEqual(all.filter((status) => status !== 76))
})

test('colours follow FORCE_COLOR and NO_COLOR', () => {
  const home = emptyHome()
  expect(parrot(home, ['nothing'], {FORCE_COLOR: '1'}).stderr).toContain('\u001b[31mError:\u001b[39m')
  expect(parrot(home, ['nothing'], {FORCE_COLOR: '1'}).stderr).toContain('There is no command "nothing".')
  expect(parrot(home, ['nothing'], {NO_COLOR: '1'}).stderr).not.toContain('\u001b')
})

test('an unknown command is recorded like any call, and ends with 127', () => {
  const home = emptyHome()
  expect(parrot(home, ['helo'])).toEqual({
    status: 127,
    stdout: '',
    stderr: 'Error: There is no command "helo".\n→ Did you mean: parrot hello\n',
  })
  const {stdout} = parrot(home, ['events', 'list', '--json'])
  const payloads = stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as {payload: object}).payload)
  expect(payloads).toMatchObject([{tool: 'helo'}, {tool: 'helo', outcome: 'unknown'}])
})

test('failures before there is a call are JSON too', () => {
  const home = emptyHome()
  for (const [args, status, code] of [
    [['--json'], 2, 'flag_first'],
    [['key', '--json'], 2, 'flag_for_topic'],
    [['run', 'backup', '--yes', '--json'], 2, 'flag_for_topic'],
    [['nothing', '--json'], 127, 'command_unknown'],
    [['whoami', '--colour', '--json'], 2, 'flag_unknown'],
    [['role', 'show', '--json'], 2, 'argument_missing'],
    [['run', '--json'], 2, 'argument_missing'],
    [['autocomplete', 'fish', '--json'], 2, 'line_wrong'],
  ] as const) {
    const result = parrot(home, args)
    expect({args, status: result.status}).toEqual({args, status})
    const document = JSON.parse(result.stdout) as {outcome: string; problems: {code: string}[]}
    expect(document.problems[0]?.code).toBe(code)
  }
})

test('a crash that nobody caught is one line, or one JSON document', () => {
  const home = emptyHome()
  const crash = join(home, 'crash.cjs')
  writeFileSync(
    crash,
    `const on = process.on
     process.on = function (name, ...rest) {
       if (name === 'uncaughtException') setImmediate(() => { throw new Error('boom') })
       return on.call(this, name, ...rest)
     }`,
  )
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['--require', crash, bin, ...args], {
      env: environment(home),
      encoding: 'utf8',
    })
  expect(run('hello')).toMatchObject({
    status: 70,
    stdout: '',
    stderr: 'Error: Parrot itself failed: Error: boom\n',
  })
  const {status, stdout, stderr} = run('hello', '--json')
  expect({status, stderr, ...(JSON.parse(stdout) as object)}).toMatchObject({
    status: 70,
    stderr: '',
    outcome: 'broken',
    problems: [{code: 'broke', message: 'Parrot itself failed: Error: boom'}],
  })
})

test('a reader who leaves early is no fault', () => {
  const home = emptyHome()
  const run = (command: string) =>
    spawnSync('bash', ['-c', `set -o pipefail; ${command}`], {
      env: environment(home, {PARROT: `${process.execPath} ${bin}`}),
      encoding: 'utf8',
    })
  expect(run('$PARROT --help | head -n 1')).toMatchObject({stderr: '', status: 0})
  expect(run('$PARROT events list --json | head -c 0')).toMatchObject({stderr: '', status: 0})
  expect(run('$PARROT nothing 2>&1 >/dev/null | head -c 0')).toMatchObject({status: 127})
})

test('output that cannot be stored is a fault', () => {
  const full = openSync('/dev/full', 'w')
  const {status, stderr} = spawnSync(process.execPath, [bin, '--help'], {
    env: environment(emptyHome()),
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  })
  expect({status, stderr}).toEqual({
    status: 70,
    stderr: 'Error: stdout: the disk is full\n',
  })
})

test('a folder that is gone is no reason to fail', () => {
  const home = emptyHome()
  const gone = `mkdir ${home}/gone && cd ${home}/gone && rmdir ${home}/gone && ${process.execPath} ${bin} whoami`
  expect(spawnSync('bash', ['-c', gone], {env: environment(home), encoding: 'utf8'})).toMatchObject({
    status: 0,
    stderr: '',
  })
})

test('a megabyte in an argument, and control characters in a name', () => {
  const home = emptyHome()
  const long = parrot(home, ['role', 'show', 'x'.repeat(100_000)])
  expect(long.status).toBe(2)
  const odd = parrot(home, ['\u001b[2Jhello\u202e'])
  expect(odd.status).toBe(127)
  expect(odd.stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u)
})
