import {appendFileSync, chmodSync, existsSync, mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {approve, emptyHome} from './fixtures.ts'
import {parrot, startParrot} from './program.ts'
import {keys, openTerminal, text} from './terminal.ts'

/** A folder that somebody wrote a plugin in. */
function author(home: string, change: object = {}, says = 'sun'): string {
  const manifest = {
    name: 'weather',
    version: '1.0.0',
    description: 'The weather',
    entrypoint: 'run.sh',
    permissions: ['weather:show'],
  }
  const dir = join(home, 'src/weather')
  mkdirSync(dir, {recursive: true})
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify({...manifest, ...change}))
  writeFileSync(join(dir, 'run.sh'), `#!/bin/sh\necho ${says}\n`)
  chmodSync(join(dir, 'run.sh'), 0o755)
  return dir
}

test('approve of the files that were looked at takes no others that ask for the same', () => {
  const home = emptyHome()
  const source = author(home)
  parrot(home, ['plugin', 'install', source])
  type Seen = {output: {accept: string; digest: string}}
  const {output} = JSON.parse(parrot(home, ['plugin', 'inspect', 'weather', '--json']).stdout) as Seen
  author(home, {}, 'something else')
  expect(parrot(home, ['plugin', 'update', 'weather']).status).toBe(0)
  const words = ['plugin', 'approve', 'weather', '--accept', output.accept]
  expect(parrot(home, [...words, '--digest', output.digest])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('weather'),
  })
  expect(parrot(home, ['weather']).status).toBe(127)
  expect(parrot(home, words).status).toBe(0)
})

test('install, approve, run, widen, approve, roll back, uninstall, as a script would', () => {
  const home = emptyHome()
  const source = author(home)
  const installed = parrot(home, ['plugin', 'install', source])
  expect(installed).toMatchObject({status: 0, stderr: ''})
  expect(installed.stdout).toMatch(
    /^weather 1\.0\.0 is installed, not enabled\.\nweather 1\.0\.0 +The weather\n +from .*, unsigned, risk low\n/,
  )
  const accept = /parrot plugin approve weather --accept ([0-9a-f]{32})\n$/.exec(installed.stdout)?.[1] ?? ''
  expect(parrot(home, ['weather']).status).toBe(127)
  expect(parrot(home, ['plugin', 'approve', 'weather', '--accept', accept])).toMatchObject({
    status: 0,
    stderr: '',
  })
  expect(parrot(home, ['weather']).stdout).toBe('sun\n')

  author(home, {version: '1.1.0', permissions: ['weather:show', 'net:connect:api.example.org']}, 'rain')
  const held = parrot(home, ['plugin', 'update', 'weather'])
  expect(held.status).toBe(0)
  expect(held.stdout).toMatch(
    /^! weather 1\.1\.0 waits; 1\.0\.0 runs on\. It asks for more than was approved:\n {2}\+ may connect to api\.example\.org, port 443\n {2}→ parrot plugin approve weather --accept [0-9a-f]{32}\n$/,
  )
  expect(parrot(home, ['weather']).stdout).toBe('sun\n')
  expect(parrot(home, ['plugin', 'list']).stdout).toMatch(
    /weather +1\.0\.0 +enabled, 1\.1\.0 waits +low +unsigned/,
  )
  const asked = parrot(home, ['plugin', 'approve', 'weather'])
  expect(asked.status).toBe(2)
  expect(asked.stderr).toMatch(/weather 1\.0\.0 → 1\.1\.0[^]*\+ may connect to api\.example\.org/)
  const again = /--accept ([0-9a-f]{32})/.exec(held.stdout)?.[1] ?? ''
  expect(parrot(home, ['plugin', 'approve', 'weather', '--accept', again]).status).toBe(0)
  expect(parrot(home, ['weather']).stdout).toBe('rain\n')
  expect(parrot(home, ['plugin', 'rollback', 'weather']).stdout).toContain('weather is 1.0.0 again')
  expect(parrot(home, ['weather']).stdout).toBe('sun\n')
  expect(parrot(home, ['plugin', 'verify'])).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('as approved'),
  })
  expect(parrot(home, ['plugin', 'uninstall', 'weather'])).toMatchObject({
    status: 0,
    stdout: 'weather is gone.\n',
  })
  expect(parrot(home, ['weather']).status).toBe(127)
})

test('install with --accept is one step, and with something else nothing at all', () => {
  const home = emptyHome()
  const source = author(home)
  const wrong = parrot(home, ['plugin', 'install', source, '--accept', 'f'.repeat(32)])
  expect(wrong).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('something else than what was accepted'),
  })
  expect(parrot(home, ['plugin', 'list']).stdout).not.toContain('weather')
  const accept = /accept ([0-9a-f]{32})/.exec(wrong.stderr)?.[1] ?? ''
  expect(parrot(home, ['plugins:install', source, '--accept', accept])).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^weather 1\.0\.0 is installed and enabled\. It:\n/),
  })
})

test('a failure is one JSON document', () => {
  const home = emptyHome()
  const {status, stdout} = parrot(home, ['plugin', 'install', './nothing', '--json'])
  expect({status, ...(JSON.parse(stdout) as object)}).toMatchObject({
    status: 1,
    outcome: 'failed',
    output: null,
  })
})

test('all that is installed is updated at once, and nothing is said of nothing', () => {
  const home = emptyHome()
  expect(parrot(home, ['plugin', 'update', '--all']).stdout).toBe(
    'Nothing is installed that could be updated.\n',
  )
  expect(parrot(home, ['plugin', 'update']).status).toBe(2)
  parrot(home, ['plugin', 'install', author(home)])
  approve(home, 'weather')
  author(home, {version: '1.1.0'}, 'rain')
  expect(parrot(home, ['plugin', 'update', '--all'])).toMatchObject({
    status: 0,
    stdout: '✓ weather 1.0.0 → 1.1.0\n',
  })
  expect(parrot(home, ['plugin', 'update', '--all']).stdout).toBe('weather 1.1.0 is the newest there is.\n')
})

test('what is as good as being root is red, and typed by who agrees', async () => {
  const home = emptyHome()
  const source = author(home, {permissions: ['sys:root', 'fs:read:/var/log']})
  const careless = openTerminal(home, ['plugin', 'install', source])
  await careless.see('Type sys:root to agree: ')
  careless.press('yes\r')
  const {screen, status} = await careless.ended
  expect({status, said: text(screen)}).toMatchObject({
    status: 0,
    said: expect.stringContaining('is installed, not enabled'),
  })
  expect(screen).toContain('\u001b[31m  acts as root')
  const careful = openTerminal(home, ['plugin', 'approve', 'weather'])
  await careful.see('Type sys:root to agree: ')
  careful.press('sys:root\r')
  await careful.see('Approve weather? [y/N] ')
  careful.press('y\r')
  expect((await careful.ended).status).toBe(0)
})

/** `plugin dev` in a terminal, once somebody has agreed to what the plugin asks for. */
async function developing(home: string, source: string) {
  const dev = openTerminal(home, ['plugin', 'dev', source])
  await dev.see('Approve weather? [y/N] ')
  dev.press('y\r')
  await dev.see('Ctrl-C ends it.')
  return dev
}

test('dev: every change is taken as it comes, what widens is not, and Ctrl-C leaves nothing', async () => {
  const home = emptyHome()
  const source = author(home)
  const dev = await developing(home, source)
  expect(parrot(home, ['weather']).stdout).toBe('sun\n')
  appendFileSync(join(source, 'run.sh'), 'echo more\n')
  await dev.see('as you left it')
  expect(parrot(home, ['weather']).stdout).toBe('sun\nmore\n')
  await delay(300)
  dev.press(keys.ctrlC)
  expect((await dev.ended).status).toBe(0)
  expect(parrot(home, ['plugin', 'list']).stdout).not.toContain('weather')
  expect(existsSync(join(source, 'manifest.json'))).toBe(true)
})

test.each(['SIGTERM', 'Ctrl-C'])('dev: %s ends it at its question too, and leaves nothing', async (how) => {
  const home = emptyHome()
  const source = author(home)
  const dev = await developing(home, source)
  author(home, {permissions: ['weather:show', 'net:connect:example.org']})
  await dev.see(/\+ .*\n[^]*Approve weather/)
  if (how === 'SIGTERM') dev.signal(how)
  else dev.press(keys.ctrlC)
  expect((await dev.ended).status).toBe(0)
  expect(parrot(home, ['plugin', 'list']).stdout).not.toContain('weather')
})

test('an update to what is no plugin says what is wrong there, and nothing else', () => {
  const home = emptyHome()
  const source = author(home)
  const {accept} = (
    JSON.parse(parrot(home, ['plugin', 'install', source, '--json']).stdout) as {output: {accept: string}}
  ).output
  parrot(home, ['plugin', 'approve', 'weather', '--accept', accept])
  writeFileSync(join(source, 'manifest.json'), '{')
  const {status, stdout, stderr} = parrot(home, ['plugin', 'update', 'weather'])
  expect({status, stdout}).toEqual({status: 1, stdout: ''})
  expect(stderr).toContain('manifest.json')
})

test('dev without a terminal needs what is accepted', async () => {
  const home = emptyHome()
  const source = author(home)
  const refused = parrot(home, ['plugin', 'dev', source])
  expect(refused).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(
      /^weather 1\.0\.0 [^]*\n {2}may be run only by those who hold weather:show\n[^]*Nothing was approved/,
    ),
  })
  const accept = /--accept ([0-9a-f]{32})/.exec(refused.stderr)?.[1] ?? ''
  const dev = startParrot(home, ['plugin', 'dev', source, '--accept', accept])
  const ended = new Promise((resolve) => dev.once('exit', resolve))
  await new Promise<void>((resolve) =>
    dev.stderr.on('data', (line) => String(line).includes('Ctrl-C') && resolve()),
  )
  expect(parrot(home, ['weather']).stdout).toBe('sun\n')
  dev.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(parrot(home, ['weather']).status).toBe(127)
})
