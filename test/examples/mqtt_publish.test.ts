import {spawnSync} from 'node:child_process'
import {join} from 'node:path'
import {createServer} from 'node:net'
import {expect, onTestFinished, test} from 'vitest'
import {root} from '../home.ts'
import {needs} from '../needs.ts'
import {approve} from '../terminal/fixtures.ts'
import {bin, environment, parrot} from '../terminal/program.ts'
import {authority} from './authority.ts'
import {broker, passwords, retained} from './broker.ts'
import {freePort, given, run, set} from './given.ts'

const bubblewrap = needs('bwrap', 'apt-get install bubblewrap')
const mosquitto = needs('mosquitto', 'apt-get install mosquitto mosquitto-clients')

/** The example, approved for the broker at `port` of this machine, with these settings. */
function publishing(port: number, settings: Readonly<Record<string, string>> = {}): string {
  const home = given('mqtt_publish', (manifest) => ({
    ...manifest,
    permissions: manifest.permissions.map((each) => each.replace(':1883', `:${port}`)),
  }))
  for (const [key, value] of Object.entries({PORT: String(port), ...settings}))
    set(home, 'mqtt_publish', key, value)
  approve(home, 'mqtt_publish')
  return home
}

function secret(home: string, password: string): void {
  const args = [bin, 'plugin', 'config', 'mqtt_publish', 'set', 'PASSWORD', '--stdin']
  const {status} = spawnSync(process.execPath, args, {env: environment(home), input: password})
  expect(status).toBe(0)
}

bubblewrap('mqtt_publish', () => {
  mosquitto('with a mosquitto of its own', () => {
    test('the broker gets the line and keeps it for those who come later', async () => {
      const port = await broker('allow_anonymous true')
      const result = await run(publishing(port), ['mqtt_publish'])
      expect(result).toMatchObject({status: 0, level: 'enforced', output: {line: `localhost:${port} has it`}})
      const [sent] = result.output['sent'] as readonly [{readonly topic: string; readonly message: string}]
      expect(await retained(port)).toBe(`${sent.topic} ${sent.message}`)
      expect(JSON.parse(sent.message)).toEqual({
        line: expect.stringMatching(/^load [\d.]+, memory \d+ %, fullest disk (\d+|unknown) %$/),
        load: expect.any(Number),
        memory: expect.any(Number),
        disk: expect.toSatisfy((value) => value === null || typeof value === 'number'),
      })
    })

    test('a dry run tells nobody', async () => {
      const port = await broker('allow_anonymous true')
      const home = publishing(port)
      expect(await run(home, ['mqtt_publish', '--dry-run'])).toMatchObject({
        status: 0,
        output: {line: `localhost:${port} would be told`},
      })
      await expect(retained(port, '-W', '1')).rejects.toMatchObject({code: 27})
    })

    test('its password opens the broker, and is nowhere to be seen', async () => {
      const port = await broker(`password_file ${await passwords('rosebud 42')}`)
      const home = publishing(port, {USERNAME: 'ada'})
      secret(home, 'rosehip 17')
      const refused = await run(home, ['mqtt_publish'])
      expect(refused).toMatchObject({status: 1, text: expect.stringContaining('Connection Refused')})
      secret(home, 'rosebud 42')
      const taken = await run(home, ['mqtt_publish'])
      expect(taken).toMatchObject({status: 0})
      expect(await retained(port, '-u', 'ada', '-P', 'rosebud 42')).toMatch(/^parrot\/health \{"line/)
      const journal = parrot(home, ['events', 'list', '--json'])
      expect(journal.stdout).toContain('mqtt_publish')
      expect(refused.text + taken.text + journal.stdout).not.toMatch(/rosebud|rosehip/)
    })

    test('over TLS it believes the authority that it was given, and no other', async () => {
      const {ca, folder} = authority('localhost', 30)
      const [cert, key] = ['cert.pem', 'key.pem'].map((file) => join(folder, file))
      const port = await broker('allow_anonymous true', `certfile ${cert}`, `keyfile ${key}`)
      const home = publishing(port, {TLS: 'true', CA: ca})
      expect(await run(home, ['mqtt_publish'])).toMatchObject({status: 0})
      expect(await retained(port, '--cafile', join(folder, 'ca.pem'))).toMatch(/^parrot\/health/)
      const other = publishing(port, {TLS: 'true', CA: authority('localhost', 30).ca})
      expect(await run(other, ['mqtt_publish'])).toMatchObject({
        status: 1,
        text: expect.stringContaining('certificate verify failed'),
      })
    })
  })

  test('a broker that is not there, not declared, or says nothing', async () => {
    const port = await freePort()
    const home = publishing(port)
    const said = async () => (await run(home, ['mqtt_publish'])).text
    expect(await said()).toContain(`error: localhost:${port}: does not take connections`)
    set(home, 'mqtt_publish', 'PORT', '9')
    expect(await said()).toContain('net:connect:localhost:9 is not in permissions')
    const silent = createServer().listen(port, '127.0.0.1')
    onTestFinished(() => void silent.close())
    set(home, 'mqtt_publish', 'PORT', String(port))
    set(home, 'mqtt_publish', 'PATIENCE', '1')
    expect(await said()).toContain('did not take it within 1 s')
  })
})

test('without its library it says what to install', () => {
  const program = join(root, 'examples/mqtt_publish/main.py')
  const {status, stderr} = spawnSync('/usr/bin/python3', ['-S', program], {input: '{}', encoding: 'utf8'})
  expect({status, stderr}).toEqual({
    status: 1,
    stderr: expect.stringContaining('apt install python3-paho-mqtt python3-socks'),
  })
})
