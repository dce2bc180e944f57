import {execFileSync} from 'node:child_process'
import {chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer as createSecure} from 'node:https'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {spawn} from 'node:child_process'
import {expect, onTestFinished, test} from 'vitest'
import {root} from '../home.ts'
import {needs} from '../needs.ts'
import {approve, emptyHome} from '../terminal/fixtures.ts'
import {bin, environment, parrot} from '../terminal/program.ts'

const bubblewrap = needs('bwrap', 'apt-get install bubblewrap')

/** The example in a home of its own, changed as its README says, installed and approved. */
function given(
  name: string,
  change: (manifest: Manifest) => object = (manifest) => manifest,
  home = emptyHome(),
): string {
  const folder = join(home, name)
  cpSync(join(root, 'examples', name), folder, {recursive: true})
  const file = join(folder, 'manifest.json')
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Manifest)))
  const installed = parrot(home, ['plugin', 'install', folder])
  expect(installed).toMatchObject({status: 0, stderr: ''})
  return home
}

type Manifest = {readonly permissions: readonly string[]; readonly [key: string]: unknown}

type Result = {readonly outcome: string; readonly level: string; readonly output: Record<string, unknown>}

/** Not waited for in one piece: a server of the test's own process has to answer meanwhile. */
async function run(home: string, args: readonly string[]): Promise<{status: number | null} & Result> {
  const child = spawn(process.execPath, [bin, ...args, '--json'], {env: environment(home), cwd: home})
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (more: string) => (text += more))
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return {status, ...(JSON.parse(text) as Result)}
}

const at = (target: string) => (manifest: Manifest) => ({
  ...manifest,
  permissions: ['health:check', `net:connect:${target}`],
})

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

bubblewrap('the examples', () => {
  test.each(['pi_thermals', 'log_errors', 'http_check', 'cert_expiry'])('%s passes its own test', (name) => {
    const home = emptyHome()
    const folder = join(root, 'examples', name)
    const first = parrot(home, ['plugin', 'test', folder])
    const accept = /--accept ([0-9a-f]{32})/.exec(first.stderr)?.[1]
    const {status, stdout} =
      accept === undefined ? first : parrot(home, ['plugin', 'test', folder, '--accept', accept])
    expect({status, stdout}).toEqual({status: 0, stdout: expect.stringMatching(/(\d+) of \1 examples/)})
  })

  test('pi_thermals says what the sensors of this machine say, or that there are none', async () => {
    const home = given('pi_thermals')
    approve(home, 'pi_thermals')
    const {outcome, level, output} = await run(home, ['pi_thermals', '--hot', '120'])
    expect({outcome, level}).toEqual({outcome: 'ok', level: 'enforced'})
    expect(output['line']).toMatch(/no thermometer|all below 120/)
  })

  test('log_errors counts lines in plain and in compressed logs, and sees no file elsewhere', async () => {
    const home = emptyHome()
    const logs = mkdtempSync('/var/log/parrot-test-')
    onTestFinished(() => rmSync(logs, {recursive: true}))
    writeFileSync(
      join(logs, 'app.log'),
      'all is well\nparrot-mark error one\nparrot-mark error two\u001b[2J\n',
    )
    writeFileSync(join(logs, 'app.log.1'), 'parrot-mark fatal\n')
    execFileSync('gzip', [join(logs, 'app.log.1')])
    writeFileSync(join(logs, 'endless.log'), 'x'.repeat(3_000_000))
    writeFileSync(join(logs, 'closed.log'), 'parrot-mark error')
    for (const name of ['.', 'app.log', 'app.log.1.gz', 'endless.log']) chmodSync(join(logs, name), 0o755)
    chmodSync(join(logs, 'closed.log'), 0o600)
    given('log_errors', undefined, home)
    approve(home, 'log_errors')
    const {status, outcome, output} = await run(home, ['log_errors', '--words', 'parrot-mark', '--most', '3'])
    expect({status, outcome}).toEqual({status: 3, outcome: 'findings'})
    const files = output['files'] as {file: string; errors: number}[]
    expect(files.map(({file, errors}) => [file.slice(logs.length + 1), errors])).toEqual([
      ['app.log', 2],
      ['app.log.1.gz', 1],
    ])
    expect(output['unread']).toContain(`${join(logs, 'closed.log')}: PermissionError`)
    const {stdout} = parrot(home, ['log_errors', '--words', 'parrot-mark', '--most', '3'])
    expect(stdout).not.toContain('\u001b[2J')
  })

  test(
    'http_check tells what answers from what is down, slow, endless or elsewhere',
    {timeout: 60_000},
    async () => {
      const server = createServer((asked, answer) => {
        if (asked.url === '/hangs') return
        if (asked.url === '/redirects') answer.writeHead(302, {location: 'http://169.254.169.254/'}).end()
        else if (asked.url === '/endless') answer.writeHead(200).write('x'.repeat(1_000_000))
        else answer.writeHead(asked.url === '/fails' ? 500 : 200).end('well')
      })
      const port = await listening(server)
      const home = given('http_check', at(`127.0.0.1:${port}`))
      const base = `http://127.0.0.1:${port}`
      const paths = ['/', '/fails', '/redirects', '/endless', '/hangs']
      parrot(home, [
        'plugin',
        'config',
        'http_check',
        'set',
        'TARGETS',
        [...paths.map((path) => base + path), 'http://127.0.0.1:9/'].join(','),
      ])
      approve(home, 'http_check')
      const {status, level, output} = await run(home, ['http_check', '--slow', '1000'])
      expect({status, level}).toEqual({status: 3, level: 'enforced'})
      const targets = output['targets'] as {status: string; ok: boolean}[]
      expect(targets.map(({status, ok}) => [status, ok])).toEqual([
        ['200', true],
        ['500', false],
        ['302', true],
        ['200', true],
        ['down', false],
        [expect.any(String), false],
      ])
    },
  )

  test(
    'cert_expiry says of a certificate that nobody vouches for that it is not to be trusted',
    {timeout: 60_000},
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'parrot-cert-'))
      onTestFinished(() => rmSync(folder, {recursive: true}))
      const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
      execFileSync(
        'openssl',
        [
          'req',
          '-x509',
          '-newkey',
          'rsa:2048',
          '-nodes',
          '-keyout',
          key,
          '-out',
          cert,
          '-days',
          '30',
          '-subj',
          '/CN=127.0.0.1',
        ],
        {stdio: 'ignore'},
      )
      const server = createSecure({key: readFileSync(key), cert: readFileSync(cert)}, (_, answer) =>
        answer.end(),
      )
      const port = await listening(server)
      const home = given('cert_expiry', at(`127.0.0.1:${port}`))
      parrot(home, ['plugin', 'config', 'cert_expiry', 'set', 'HOSTS', `127.0.0.1:${port},example.com`])
      approve(home, 'cert_expiry')
      const {status, output} = await run(home, ['cert_expiry'])
      expect(status).toBe(3)
      expect(output['hosts']).toEqual([
        {host: `127.0.0.1:${port}`, days: null, why: expect.stringContaining('not to be trusted: self')},
        {host: 'example.com', days: null, why: expect.stringContaining('403')},
      ])
    },
  )

  test('disk_growth remembers, says what grew, and needs to be approved again for another folder', async () => {
    const home = given('disk_growth')
    expect(parrot(home, ['plugin', 'approve', 'disk_growth', '--accept', 'f'.repeat(32)])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('FOLDER'),
    })
    const measured = mkdtempSync(join(tmpdir(), 'parrot-measured-'))
    onTestFinished(() => rmSync(measured, {recursive: true}))
    chmodSync(measured, 0o755)
    mkdirSync(join(measured, 'photos'))
    writeFileSync(join(measured, 'photos/one'), Buffer.alloc(10_000))
    parrot(home, ['plugin', 'config', 'disk_growth', 'set', 'FOLDER', measured])
    expect(approve(home, 'disk_growth').status).toBe(0)
    expect(await run(home, ['disk_growth'])).toMatchObject({
      status: 0,
      output: {line: expect.stringContaining('first time')},
    })
    writeFileSync(join(measured, 'photos/two'), Buffer.alloc(5_000_000, 1))
    expect(await run(home, ['disk_growth', '--most', '4000000'])).toMatchObject({
      status: 3,
      output: {folders: [{name: 'photos', grew: expect.any(Number)}]},
    })
    parrot(home, ['plugin', 'config', 'disk_growth', 'set', 'FOLDER', '/var/log'])
    expect(await run(home, ['disk_growth'])).toMatchObject({status: 75, outcome: 'needs_approval'})
  })
})
