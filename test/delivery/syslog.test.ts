import {spawn, spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer as listenOn, type AddressInfo, type Socket} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {createServer as listenTls} from 'node:tls'
import {expect, onTestFinished, test} from 'vitest'
import type {Subscriber} from '../../src/config/subscriber.ts'
import {sendToCollector} from '../../src/delivery/channels/syslog-collector.ts'
import {sendSyslog, type LocalLogs} from '../../src/delivery/channels/syslog.ts'
import {draft} from '../events/place.ts'
import {authority} from '../examples/authority.ts'
import {root} from '../home.ts'
import {needs} from '../needs.ts'
import {deliveryHere, never} from './here.ts'

const failed = draft('CALL_FINISHED', {
  call: 'c1',
  tool: 'hello',
  who: 'anna "x" [y]\n<0>',
  outcome: 'failed',
})
const nowhere: LocalLogs = {syslog: '/nonexistent/log', journald: '/nonexistent/socket'}

/** A real rsyslogd of this test's own, and the lines that it wrote: priority, program, message id and text. */
async function rsyslog() {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-syslog-'))
  const port = await freePort()
  const at = (name: string) => join(folder, name)
  writeFileSync(
    at('conf'),
    `module(load="imudp")
module(load="imtcp")
module(load="imuxsock" SysSock.Use="off")
template(name="line" type="string" string="%pri% %app-name% %msgid% %msg%\\n")
input(type="imudp" port="${port}" address="127.0.0.1")
input(type="imtcp" port="${port}" address="127.0.0.1")
input(type="imuxsock" Socket="${at('log')}")
*.* action(type="omfile" file="${at('out')}" template="line")
`,
  )
  const child = spawn('rsyslogd', ['-n', '-i', at('pid'), '-f', at('conf')], {stdio: 'ignore'})
  onTestFinished(async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill()
    await gone
    rmSync(folder, {recursive: true})
  })
  // It opens its doors in the order of the file; the last one is there when all are.
  while (!existsSync(at('log'))) await delay(20)
  const lines = async (count: number) => {
    // It makes the file before it writes, and a line may be there in part.
    const read = () => (existsSync(at('out')) ? readFileSync(at('out'), 'utf8').split('\n').slice(0, -1) : [])
    while (read().length < count) await delay(20)
    return read()
  }
  return {socket: at('log'), port, lines}
}

async function freePort(): Promise<number> {
  const server = listenOn().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const {port} = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const to = (where: string, more: object = {}): readonly Subscriber[] => [
  {name: 'logs', events: 'CALL_*', syslog: {to: where, ...more}},
]

needs('rsyslogd', 'apt-get install rsyslog')('a real rsyslogd', () => {
  test.each(['udp', 'tcp'])('takes an event by %s, with its severity and type', async (protocol) => {
    const {port, lines} = await rsyslog()
    const where = `${protocol}://127.0.0.1:${port}`
    const {delivery, journal} = await deliveryHere(to(where, {facility: 'local3'}))
    await delivery.list()
    const {sequence} = await journal.append(failed)
    expect(await delivery.once(0, never())).toMatchObject({delivered: 1, failed: 0})
    const [line = ''] = await lines(1)
    expect(line).toMatch(/^155 parrot CALL_FINISHED \{/)
    expect(JSON.parse(line.slice(line.indexOf('{')))).toMatchObject({
      sequence,
      event_type: 'CALL_FINISHED',
      payload: {who: 'anna "x" [y]\n<0>', outcome: 'failed'},
    })
  })

  test('takes it on the socket of the machine; one line, whatever stands in it', async () => {
    const {socket, lines} = await rsyslog()
    const {journal} = await deliveryHere([])
    const event = await journal.append(failed)
    const here = {...nowhere, syslog: socket}
    expect(await sendSyslog({machine: 'pi'}, {to: 'syslog'}, event, never(), here)).toBeUndefined()
    const [line = '', ...more] = await lines(1)
    expect(more).toEqual([])
    expect(line).toMatch(/^27 parrot - {1,2}\{/)
    expect(JSON.parse(line.slice(line.indexOf('{')))).toEqual({...event, machine: 'pi'})
  })
})

test('a collector by TLS is believed only with a certificate for its name', async () => {
  const {ca, key, cert, folder} = authority('localhost', 9)
  const heard: string[] = []
  const server = listenTls({key, cert, ca}, (socket) => {
    socket.on('data', (chunk) => heard.push(chunk.toString())).on('error', () => {})
  }).listen(0)
  server.on('tlsClientError', () => {})
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const where = `tls://localhost:${(server.address() as AddressInfo).port}`
  const {journal} = await deliveryHere([])
  const event = await journal.append(failed)
  const trusted = {to: where, ca: join(folder, 'ca.pem')}
  expect(await sendSyslog({machine: 'pi'}, trusted, event, never())).toBeUndefined()
  const text = heard.join('')
  expect(text).toMatch(/^(\d+) <27>1 \S+ pi parrot \d+ CALL_FINISHED - \{/)
  expect(Number(text.split(' ')[0])).toBe(Buffer.byteLength(text.slice(text.indexOf('<'))))
  const refused = await sendSyslog({machine: 'pi'}, {to: where}, event, never())
  expect(refused?.problem).toMatchObject({code: 'delivery_unreachable'})
})

test('where nothing listens it fails, and is tried again', async () => {
  const {delivery, journal} = await deliveryHere(to(`tcp://127.0.0.1:${await freePort()}`))
  await delivery.list()
  const event = await journal.append(failed)
  expect(await delivery.once(0, never())).toMatchObject({delivered: 0, failed: 1})
  for (const place of ['syslog', 'journald'])
    expect(await sendSyslog({machine: 'pi'}, {to: place}, event, never(), nowhere)).toMatchObject({
      problem: {code: 'delivery_no_log'},
    })
})

/** A journald of this test's own: in a mount namespace its sockets and files are nobody else's. */
const withJournald = `
mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/journal /run/log/journal && mount -t tmpfs tmpfs /var/log
/lib/systemd/systemd-journald >/dev/null 2>&1 & journald=$!
until [ -S /run/systemd/journal/socket ]; do sleep 0.05; done
"$0" --input-type=module -e "$1" || exit
until journalctl -D /run/log/journal/* -o json --no-pager -t parrot 2>/dev/null | grep .; do sleep 0.05; done
kill $journald`

test.runIf(process.getuid?.() === 0 && existsSync('/lib/systemd/systemd-journald'))(
  'a real journald takes it with fields of its own to search by',
  async () => {
    const {journal} = await deliveryHere([])
    const event = await journal.append(failed)
    const script = `
      import {sendSyslog} from '${join(root, 'src/delivery/channels/syslog.ts')}'
      const failure = await sendSyslog({machine: 'pi'}, {to: 'journald'}, ${JSON.stringify(event)}, new AbortController().signal)
      process.exitCode = failure === undefined ? 0 : 1`
    const args = ['--mount', 'bash', '-c', withJournald, process.execPath, script]
    const {status, stdout} = spawnSync('unshare', args, {encoding: 'utf8', timeout: 40_000})
    expect(status).toBe(0)
    const {MESSAGE, ...fields} = JSON.parse(stdout) as Record<string, string>
    expect(fields).toMatchObject({
      PRIORITY: '3',
      SYSLOG_IDENTIFIER: 'parrot',
      PARROT_EVENT: 'CALL_FINISHED',
      PARROT_SEQUENCE: String(event.sequence),
      PARROT_CORRELATION: event.metadata.correlation_id,
    })
    expect(JSON.parse(MESSAGE ?? '')).toEqual({...event, machine: 'pi'})
  },
)

test('a collector that never closes is waited for until the time is over, and ends nothing else', async () => {
  const server = listenOn({allowHalfOpen: true}, (socket) => void socket.resume()).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const {port} = server.address() as AddressInfo
  const held = new Set<Socket>()
  server.on('connection', (socket) => {
    held.add(socket)
  })
  onTestFinished(() => {
    for (const socket of held) socket.destroy()
    server.close()
  })
  const said = await sendToCollector(`tcp://127.0.0.1:${port}`, undefined, 'x', AbortSignal.timeout(200))
  expect(said).toMatchObject({problem: {code: 'delivery_unreachable', params: {cause: 'no answer in time'}}})
  // An error that nobody listens to would come now, and end the process.
  await delay(50)
})
