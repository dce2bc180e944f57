import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../../src/app.ts'
import {reader} from '../../../src/host/trace/line.ts'
import type {Report} from '../../../src/host/trace/report.ts'
import type {CallResult} from '../../../src/host/request.ts'
import type {Principal} from '../../../src/rbac/decision.ts'
import {createSandbox} from '../../../src/sandbox/engine.ts'
import {newHome, put, root} from '../../home.ts'
import {needs} from '../../needs.ts'
import {jobOf} from '../../sandbox/jobs.ts'

const fixtures = join(root, 'test/fixtures/plugins')

/** Files of the machine that a plugin may want: everybody can read them. */
function machine(...files: readonly string[]): string {
  const folder = mkdtempSync('/tmp/parrot-machine-')
  chmodSync(folder, 0o755)
  onTestFinished(() => rmSync(folder, {recursive: true, force: true, maxRetries: 10}))
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), {recursive: true, mode: 0o755})
    writeFileSync(join(folder, file), `content of ${file}\n`, {mode: 0o644})
  }
  return folder
}

/** The fixture with other keys in its manifest, in a folder of its own. */
function plugin(name: string, more: Record<string, unknown> = {}): string {
  const folder = join(machine(), name)
  cpSync(join(fixtures, name), folder, {recursive: true})
  const manifest: unknown = JSON.parse(readFileOf(join(folder, 'manifest.json')))
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({...(manifest as object), ...more}))
  return folder
}

const readFileOf = (file: string) => process.getBuiltinModule('node:fs').readFileSync(file, 'utf8')

type Asked = {readonly config?: unknown; readonly roles?: unknown; readonly by?: Principal}

async function ask(tool: string, values: Record<string, unknown>, {config, roles, by}: Asked = {}) {
  const home = newHome({
    ...(config !== undefined && {'config/config.json': config}),
    ...(roles !== undefined && {'config/rbac_roles.json': {roles}}),
  })
  const parrot = await openParrot(home)
  onTestFinished(() => parrot.close())
  const result = await parrot.call({
    tool,
    by: by ?? parrot.operator,
    door: 'terminal',
    input: async () => ({values}),
    dryRun: false,
    unsandboxed: false,
    signal: new AbortController().signal,
    watch: {},
  })
  return {result, home}
}

async function traced(
  folder: string,
  input: Record<string, unknown> = {},
  more: Asked = {},
): Promise<Report> {
  const {result, home} = await ask('plugin_trace', {folder, input}, more)
  if (result.outcome !== 'ok') throw new Error(JSON.stringify(result))
  expect(readdirSync(join(home.home, 'cache')).filter((name) => name.startsWith('trace-'))).toEqual([])
  return result.output as Report
}

const codes = ({outcome, problems}: CallResult) => [outcome, ...problems.map(({code}) => code)]

needs('bwrap', 'apt install bubblewrap')('the sandbox', () => {
  needs('strace', 'apt install strace')('plugin_trace', () => {
    test('each file that was read, the one that was only read after another too', async () => {
      const folder = machine('first', 'deep/second')
      const input = {first: join(folder, 'first'), second: join(folder, 'deep/second')}
      const report = await traced(join(fixtures, 'reads_one_after_another'), input)
      expect(report).toMatchObject({
        plugin: 'reads_one_after_another',
        rounds: 3,
        ended: {code: 0},
        never: [],
      })
      expect(report.permissions).toEqual([`fs:read:${input.second}`, `fs:read:${input.first}`])
      expect(report.proposals[0]).toEqual({
        permission: `fs:read:${input.second}`,
        by: ['cat'],
        wanted: [input.second],
        more: 0,
        notes: [],
      })
    })

    test('what was proposed is what it needs: with that it needs nothing more', async () => {
      const folder = machine('first', 'second')
      const input = {first: join(folder, 'first'), second: join(folder, 'second')}
      const {permissions} = await traced(join(fixtures, 'reads_one_after_another_in_js'), input)
      expect(permissions).toHaveLength(2)
      const again = await traced(plugin('reads_one_after_another_in_js', {permissions}), input)
      expect(again).toMatchObject({permissions: [], rounds: 1, ended: {code: 0}, unused: []})
    })

    test('a folder where many of its files were read, each file where they were few', async () => {
      const folder = machine('few/a', 'few/b', 'many/a', 'many/b', 'many/c', 'many/d', 'listed/a')
      const script =
        '#!/bin/bash\ncat "$PARROT_INPUT_PATH"/few/{a,b} "$PARROT_INPUT_PATH"/many/{a,b,c,d}\nls "$PARROT_INPUT_PATH"/listed\n'
      const dir = plugin('writes_outside')
      writeFileSync(join(dir, 'writes-outside.sh'), script)
      const {permissions, proposals} = await traced(dir, {path: folder})
      expect(permissions).toEqual(
        ['few/a', 'few/b', 'listed', 'many'].map((path) => `fs:read:${join(folder, path)}`),
      )
      expect(proposals.at(-1)).toMatchObject({wanted: expect.any(Array), more: 1})
      expect(proposals.at(-1)?.wanted).toHaveLength(3)
    })

    test('hosts are refused, also declared ones, and named', async () => {
      const report = await traced(
        plugin('asks_for_hosts', {
          permissions: ['net:connect:api.example.com', 'net:connect:other.example.com'],
        }),
      )
      expect(report.permissions).toEqual(['net:connect:b.example.com:8080'])
      expect(report.unused.map(({permission}) => permission)).toEqual(['net:connect:other.example.com'])
      expect(report.notes.join()).toContain('192.0.2.7:80')
    })

    test('writing is proposed and never done', async () => {
      const folder = machine('there')
      const missing = join(folder, 'new')
      expect((await traced(join(fixtures, 'writes_outside'), {path: missing})).permissions).toEqual([
        `fs:write:${folder}`,
      ])
      expect(existsSync(missing)).toBe(false)
      const there = join(folder, 'there')
      expect((await traced(join(fixtures, 'writes_outside'), {path: there})).permissions).toEqual([
        `fs:write:${there}`,
      ])
      expect(readFileOf(there)).toBe('content of there\n')
    })

    test('what is taken away, changed or made where it can be is no need', async () => {
      const folder = machine('there', 'other')
      const dir = plugin('writes_outside')
      const tries = (script: string) => {
        writeFileSync(join(dir, 'writes-outside.sh'), `#!/bin/bash\n${script}\n`)
        return traced(dir, {path: folder})
      }
      const nothing =
        'rm -f /tmp/parrot-lock "$PARROT_INPUT_PATH/missing"; touch -c /srv/missing; mktemp; mkdir -p /data/x/y'
      expect((await tries(nothing)).permissions).toEqual([])
      expect((await tries('rm -f "$PARROT_INPUT_PATH/there"')).permissions).toEqual([`fs:write:${folder}`])
      expect((await tries('chmod 600 "$PARROT_INPUT_PATH/there"')).permissions).toEqual([
        `fs:write:${folder}/there`,
      ])
      expect((await tries('mv "$PARROT_INPUT_PATH"/{there,new}')).permissions).toEqual([`fs:write:${folder}`])
      expect((await tries('echo x >> "$PARROT_INPUT_PATH/there"')).permissions).toEqual([
        `fs:write:${folder}/there`,
      ])
      expect(readFileOf(join(folder, 'there'))).toBe('content of there\n')
    })

    test.each([
      ['/etc/cron.d/parrot-test', 'root'],
      ['/etc/profile', 'root'],
      ['/plugin/x', 'read-only'],
      ['/nowhere/at/all', 'not there'],
      ['/proc/sysrq-trigger', 'Never'],
    ])('what no permission gives is said to be so: %s', async (path, words) => {
      const report = await traced(join(fixtures, 'writes_outside'), {path})
      expect(report.permissions).toEqual([])
      expect(report.never).toEqual([{path, by: 'writes-outside.sh', says: expect.stringContaining(words)}])
    })

    test('passwords and Parrot itself are never given and never shown', async () => {
      const {result, home} = await ask('whoami', {})
      expect(result.outcome).toBe('ok')
      const input = {first: '/etc/shadow', second: join(home.home, 'state')}
      const report = await traced(join(fixtures, 'reads_one_after_another'), input)
      expect(report).toMatchObject({permissions: [], rounds: 1, ended: {code: 3}})
      expect(report.never).toEqual([{path: '/etc/shadow', by: 'cat', says: 'Never given to a plugin.'}])
    })

    test('a secret is proposed with a warning, and not shown', async () => {
      const key = '/etc/wireguard/parrot-test.conf'
      const fresh = !existsSync('/etc/wireguard')
      if (process.getuid?.() !== 0) return
      put(key, 'a secret')
      onTestFinished(() => rmSync(fresh ? '/etc/wireguard' : key, {recursive: true}))
      const report = await traced(join(fixtures, 'reads_one_after_another'), {first: key, second: key})
      expect(report).toMatchObject({rounds: 1, ended: {code: 3}})
      expect(report.proposals).toMatchObject([
        {permission: `fs:read:${key}`, notes: [expect.stringContaining('secrets')]},
      ])
    })

    test('what is closed to the user that it runs as is said to be so', async () => {
      if (process.getuid?.() !== 0) return
      const file = join(machine('first'), 'first')
      chmodSync(file, 0o600)
      const input = {first: file, second: file}
      const closed = {path: file, by: 'cat', says: expect.stringContaining('closed to the user')}
      const name = 'reads_one_after_another'
      expect(await traced(join(fixtures, name), input)).toMatchObject({
        permissions: [`fs:read:${file}`],
        never: [closed],
      })
      const declares = plugin(name, {permissions: [`fs:read:${file}`]})
      expect(await traced(declares, input)).toMatchObject({permissions: [], never: [closed], unused: []})
    })

    test('a program outside of /usr, and one that is reached by a link', async () => {
      const folder = machine('here')
      cpSync('/bin/true', join(folder, 'tool'))
      symlinkSync('tool', join(folder, 'link'))
      const run = (name: string) => traced(join(fixtures, 'runs_outside'), {program: join(folder, name)})
      expect(await run('tool')).toMatchObject({permissions: [`exec:${folder}/tool`], ended: {code: 0}})
      expect((await run('link')).proposals).toMatchObject([
        {permission: `exec:${folder}/tool`, notes: [expect.stringContaining(`${folder}/link`)]},
      ])
    })

    test('one that needs nothing, and a file that is nowhere', async () => {
      expect(await traced(join(fixtures, 'needs_nothing'))).toMatchObject({
        permissions: [],
        never: [],
        rounds: 1,
      })
      const input = {first: '/nowhere/a', second: '/nowhere/b'}
      expect(await traced(join(fixtures, 'reads_one_after_another'), input)).toMatchObject({
        permissions: [],
        never: [],
      })
    })

    test('what is declared and not used, and what is only read of what may be written', async () => {
      const folder = machine('first', 'second', 'other/x')
      // Root's own is never written.
      if (process.getuid?.() === 0) chownSync(folder, 12_345, 12_345)
      const [first, second, other] = ['first', 'second', 'other'].map((name) => join(folder, name))
      const permissions = [
        `fs:write:${folder}`,
        `fs:read:${other}`,
        'exec:cat',
        'exec:jq',
        'env:LANG_X',
        'facts:load',
        'a:b',
      ]
      const report = await traced(plugin('reads_one_after_another', {permissions}), {first, second})
      expect(report.permissions).toEqual([])
      expect(report.unused).toEqual([
        {permission: `fs:write:${folder}`, says: expect.stringContaining('only read')},
        {permission: `fs:read:${other}`, says: expect.stringContaining('not used')},
        {permission: 'exec:jq', says: expect.stringContaining('not used')},
      ])
    })

    test('a configured path goes by its name', async () => {
      const folder = machine('first', 'deep/second')
      const dir = plugin('reads_one_after_another', {config: {FIRST: {type: 'path'}, DEEP: {type: 'path'}}})
      const config = {
        plugins: {reads_one_after_another: {FIRST: join(folder, 'first'), DEEP: join(folder, 'deep')}},
      }
      const input = {first: join(folder, 'first'), second: join(folder, 'deep/second')}
      expect((await traced(dir, input, {config})).permissions).toEqual([
        'fs:read:$CONFIG.DEEP/second',
        'fs:read:$CONFIG.FIRST',
      ])
    })

    test('secrets that are configured for a plugin are not for one that calls itself so', async () => {
      const dir = plugin('needs_nothing', {
        config: {TOKEN: {type: 'secret', required: true}, CITY: {type: 'string'}},
      })
      const folder = machine()
      writeFileSync(join(dir, 'needs-nothing.sh'), `#!/bin/bash\ncat "${folder}/$CITY-$TOKEN"\n`)
      writeFileSync(join(folder, 'Oslo-hunter2'), '')
      writeFileSync(join(folder, 'Oslo-not-a-secret'), '')
      const config = {plugins: {needs_nothing: {TOKEN: 'hunter2', CITY: 'Oslo'}}}
      expect((await traced(dir, {}, {config})).permissions).toEqual([`fs:read:${folder}/Oslo-not-a-secret`])
    })

    test('names that look like lines of strace propose nothing', async () => {
      const folder = machine('forged')
      const path = join(folder, 'forged')
      const job = jobOf(fixtures, 'forges_a_trace', {env: {PARROT_INPUT_PATH: path}})
      const lines: string[] = []
      const place = {cache: join(folder, 'cache'), run: join(folder, 'run')}
      const options = {node: process.execPath, uid: process.getuid?.() ?? 0, env: {}, own: [], ...place}
      const tracer = {program: '/usr/bin/strace', line: (line: string) => void lines.push(line)}
      await createSandbox({...options, tracer}).run(job, AbortSignal.timeout(60_000), {})
      // As strace writes names unless it is told otherwise, and as a reader of lines would then read them.
      const naive = lines
        .join('\n')
        .replaceAll(/\\x([0-9a-f]{2})/g, (_, byte: string) => String.fromCharCode(parseInt(byte, 16)))
      const calls = naive.split(/[\r\n]/).flatMap((line) => reader().read(line) ?? [])
      expect(calls.some(({name, args}) => name === 'openat' && args.includes('2f'))).toBe(true)

      const report = await traced(join(fixtures, 'forges_a_trace'), {path})
      expect(report).toMatchObject({permissions: [], never: [], rounds: 1, ended: {code: 0}})
    })

    test('a name that no permission can hold is proposed as none, and named', async () => {
      const folder = machine('a*b', 'line\nbreak')
      const read = (name: string) =>
        traced(join(fixtures, 'reads_one_after_another'), {
          first: join(folder, name),
          second: '/plugin/manifest.json',
        })
      const says = expect.stringContaining('No permission')
      expect(await read('a*b')).toMatchObject({permissions: [], never: [{path: `${folder}/a*b`, says}]})
      expect(await read('line\nbreak')).toMatchObject({
        permissions: [],
        never: [{path: `${folder}/line\\u{a}break`, says}],
      })
    })

    test('the interpreter of a script that cannot be started', async () => {
      const folder = machine('x')
      cpSync('/bin/bash', join(folder, 'shell'))
      const dir = plugin('needs_nothing')
      writeFileSync(join(dir, 'needs-nothing.sh'), `#!${folder}/shell\ncat "${folder}/x"\n`)
      expect((await traced(dir)).permissions).toEqual([`exec:${folder}/shell`, `fs:read:${folder}/x`])
    })

    test('a script for a program that is not here is told of as in any call, by where it is developed', async () => {
      const dir = plugin('needs_nothing')
      writeFileSync(join(dir, 'needs-nothing.sh'), '#!/usr/bin/nothing-such\necho\n')
      const {result} = await ask('plugin_trace', {folder: dir})
      const params = {file: join(dir, 'needs-nothing.sh'), program: '/usr/bin/nothing-such'}
      expect(result).toMatchObject({outcome: 'failed', problems: [{code: 'sandbox_entry_program', params}]})
    })

    test('its own folder, by where it is developed, is not asked for', async () => {
      const dir = plugin('reads_one_after_another')
      const report = await traced(dir, {first: join(dir, 'manifest.json'), second: '/nowhere/x'})
      expect(report).toMatchObject({
        permissions: [],
        rounds: 1,
        ended: {code: 3},
        never: [{path: join(dir, 'manifest.json'), says: expect.stringContaining('/plugin')}],
      })
    })

    test('nothing is given that a role of who asks denies', async () => {
      const folder = machine('first', 'second')
      const input = {first: join(folder, 'first'), second: join(folder, 'second')}
      const roles = {author: {permissions: ['plugin:author', `!fs:read:${folder}`]}}
      const by = {name: 'ada', roles: ['author'], evidence: 'uid 4242'}
      const report = await traced(join(fixtures, 'reads_one_after_another'), input, {roles, by})
      expect(report).toMatchObject({permissions: [`fs:read:${input.first}`], rounds: 1, ended: {code: 3}})
      const declares = plugin('reads_one_after_another', {permissions: [`fs:read:${folder}`]})
      const {result} = await ask('plugin_trace', {folder: declares, input}, {roles, by})
      expect(codes(result)).toEqual(['denied', 'denied_by_rule'])
      const viewer = {name: 'vera', roles: ['viewer'], evidence: 'uid 4243'}
      expect(codes((await ask('plugin_trace', {folder: declares}, {by: viewer})).result)[0]).toBe('denied')
    })

    test('what is run is what was proposed', async () => {
      const dir = plugin('needs_nothing')
      const {result} = await ask('plugin_trace_propose', {folder: dir})
      expect(result.output).toMatchObject({
        name: 'needs_nothing',
        words: [expect.stringContaining('needs-nothing.sh'), expect.any(String)],
      })
      const {digest} = result.output as {digest: string}
      expect(codes((await ask('plugin_trace', {folder: dir, digest})).result)).toEqual(['ok'])
      writeFileSync(join(dir, 'more'), '')
      expect(codes((await ask('plugin_trace', {folder: dir, digest})).result)).toEqual([
        'invalid_input',
        'plugin_changed',
      ])
    })

    test('one of several commands, and what cannot be traced', async () => {
      const one = {entrypoint: 'needs-nothing.sh', permissions: []}
      const steps = {entrypoint: {workflow: [{call: 'hello'}]}, permissions: []}
      const dir = plugin('needs_nothing')
      const several = {
        name: 'needs_nothing',
        version: '1.0.0',
        description: 'Several',
        commands: {one, steps},
      }
      writeFileSync(join(dir, 'manifest.json'), JSON.stringify(several))
      const of = async (values: Record<string, unknown>) => codes((await ask('plugin_trace', values)).result)
      expect(await of({folder: dir})).toEqual(['invalid_input', 'trace_which'])
      expect(await of({folder: dir, command: 'two'})).toEqual(['invalid_input', 'trace_no_command'])
      expect(await of({folder: dir, command: 'steps'})).toEqual(['invalid_input', 'trace_no_program'])
      expect(await of({folder: dir, command: 'one'})).toEqual(['ok'])
      expect(await of({folder: join(dir, 'nowhere')})).toEqual(['invalid_input', 'trace_folder'])
      expect(await of({folder: join(dir, 'manifest.json')})).toEqual(['invalid_input', 'trace_folder'])
      expect(await of({folder: dir, command: 'one', input: {x: 1}})).toEqual([
        'invalid_input',
        'input_unknown',
      ])
    })

    test('a trace is recorded as the call that it is', async () => {
      const {result, home} = await ask('plugin_trace', {folder: join(fixtures, 'needs_nothing')})
      const parrot = await openParrot(home)
      onTestFinished(() => parrot.close())
      const signal = AbortSignal.timeout(10_000)
      const events = []
      for await (const event of parrot.tail(parrot.operator, {correlation: result.call, limit: 10}, signal)) {
        events.push(event.event_type)
        if (events.length === 3) break
      }
      expect(events).toEqual(['CALL_REQUESTED', 'CALL_DECIDED', 'CALL_FINISHED'])
    })
  })
})
