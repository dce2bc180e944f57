import {spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {chmodSync, mkdtempSync, rmSync} from 'node:fs'
import {connect, createServer, type Socket} from 'node:net'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {createInterface} from 'node:readline'
import {text} from 'node:stream/consumers'
import {setTimeout as delay} from 'node:timers/promises'
import {describe, expect, onTestFinished, test} from 'vitest'
import {processesWith} from '../processes.ts'
import {closed, machine, says} from './machine.ts'

const isRoot = process.getuid?.() === 0

describe.runIf(isRoot)('the people of a machine', () => {
  const {at, socket, who, json, run, begin, start, stop, wrote, pid, python} = machine()
  const events = async (...filter: readonly string[]) => {
    const {stdout} = await run('root', ['events', 'list', '--limit', '200', '--json', ...filter])
    const lines = stdout.trim().split('\n')
    return lines.filter(Boolean).map((line) => JSON.parse(line) as {payload: Record<string, unknown>})
  }

  test('are who the kernel says, with the roles that the server knows of', async () => {
    expect(await json('alice', ['whoami'])).toMatchObject({
      status: 0,
      output: {name: 'alice', roles: ['viewer'], evidence: `uid ${who['alice']?.uid}`},
    })
    expect(await json('root', ['whoami'])).toMatchObject({output: {roles: ['admin']}})
    expect(await json('mallory', ['whoami'])).toMatchObject({output: {roles: []}})
  })

  test('run what their role allows, are refused the rest, and the record names them', async () => {
    const well = await json('alice', ['check_disk'])
    expect([0, 3]).toContain(well.status)
    const refused = await json('alice', ['user', 'add', 'eve', '--role', 'admin'])
    expect(refused).toMatchObject({status: 77, outcome: 'denied'})
    expect(refused.problems[0]?.next).toContain('parrot')
    const seen = await events('--who', 'alice', '--type', 'CALL_REQUESTED')
    expect(seen.map(({payload}) => payload['tool'])).toEqual(
      expect.arrayContaining(['check_disk', 'user_add']),
    )
    expect(wrote('alice')).toBe(false)
  })

  test('see only what they may', async () => {
    const [alice, bob] = await Promise.all([run('alice', ['--help']), run('bob', ['--help'])])
    expect(bob.stdout).toContain('forever')
    expect(alice.stdout).toContain('check_disk')
    expect(alice.stdout).not.toContain('forever')
    expect(await json('alice', ['forever'])).toMatchObject({status: 127, outcome: 'unknown'})
  })

  test('are told in the words of a Parrot of their own', async () => {
    const lines = [['check_disk', '--nope'], ['nope'], ['can', 'viewer'], ['check_disk', '--help']]
    for (const line of lines) {
      const [there, here] = await Promise.all([run('root', line), run('root', line, {PARROT_SYSTEM: '0'})])
      expect(there, line.join(' ')).toEqual(here)
    }
  })

  test('cannot come near the files of the server', () => {
    const {uid = -1, gid = -1} = who['alice'] ?? {}
    for (const words of [
      ['ls', at('server')],
      ['cat', at('server/config/rbac_users.json')],
      ['touch', at('run/x')],
      ['rm', '-f', socket],
    ])
      expect(spawnSync(words[0] ?? '', words.slice(1), {uid, gid}).status, words.join(' ')).not.toBe(0)
  })

  test('have the server work on none of their files with its rights', async () => {
    const asked = [
      ['config', 'check', at('server/config/rbac_users.json')],
      ['plugin', 'install', at('server/data/plugins/forever')],
      ['plugin', 'install', 'git+file:///srv/x'],
    ]
    for (const line of asked)
      expect(await json('root', line), line.join(' ')).toMatchObject({
        status: 77,
        problems: [{code: 'people_files'}],
      })
    // Without the mark the same installs it.
    const own = {PARROT_SYSTEM: undefined, PARROT_HOME: at('server')}
    expect(
      await json('server', ['plugin', 'install', at('server/data/plugins/forever')], own),
    ).not.toMatchObject({
      outcome: 'denied',
    })
    expect(await json('root', ['server', 'stop'])).toMatchObject({problems: [{code: 'people_server'}]})
    const made = await json('bob', ['plugin', 'keygen'])
    expect(String(made.output['file'])).toContain(at('bob'))
  })

  test('own the keys that they make', async () => {
    const {output} = await json('root', ['key', 'create', 'claude'])
    expect(output['owner']).toEqual({uid: 0, account: 'root'})
  })

  test('lose and get rights with the next call', async () => {
    const tried = async () => (await json('alice', ['forever', '--nope'])).outcome
    expect(await tried()).toBe('unknown')
    expect(await json('root', ['user', 'grant', 'alice', 'worker'])).toMatchObject({status: 0})
    expect(await tried()).toBe('invalid_input')
    expect(await json('root', ['user', 'remove', 'alice'])).toMatchObject({status: 0})
    expect(await tried()).toBe('unknown')
    const again = ['user', 'add', 'alice', '--role', 'viewer', '--os', 'parrot-people-alice']
    expect(await json('root', again)).toMatchObject({status: 0})
  })

  test('lose a right also while the server waits for what they give', async () => {
    const child = python(
      who['alice']?.uid ?? -1,
      `s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); f = s.makefile('rw')
f.readline(); f.write('{"call":{"tool":"check_disk","dryRun":false,"unsandboxed":false}}\\n'); f.flush()
print(f.readline().strip()); sys.stdin.readline()
f.write('{"input":{"values":{}}}\\n'); f.flush()
print(f.readline().strip())`,
    )
    const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]()
    expect((await lines.next()).value).toBe('{"want":"input"}')
    expect(await json('root', ['user', 'remove', 'alice'])).toMatchObject({status: 0})
    child.stdin.write('\n')
    const {value} = await lines.next()
    expect(JSON.parse(String(value))).toMatchObject({result: {outcome: 'unknown'}})
    await closed(child)
    const again = ['user', 'add', 'alice', '--role', 'viewer', '--os', 'parrot-people-alice']
    expect(await json('root', again)).toMatchObject({status: 0})
  })

  test('see nothing of the server’s home by its eyes', async () => {
    const home = at('server')
    const names = (output: unknown) => JSON.stringify(output)
    expect(await json('bob', ['disk_usage', `${home}/state`])).toMatchObject({
      status: 2,
      problems: [{code: 'usage_unreadable'}],
    })
    expect(await json('bob', ['disk_usage', `${home}/../server`])).toMatchObject({status: 2})
    const above = await json('bob', ['disk_usage', at('')])
    expect(above).toMatchObject({status: 0})
    expect(names(above.output)).not.toContain(`${home}/`)
  })

  test('take a call back with Ctrl-C, and its tree is gone', async () => {
    const child = begin('bob', ['forever', '--json'])
    const out = text(child.stdout)
    await says(child, 'running')
    child.kill('SIGINT')
    expect(JSON.parse(await out)).toMatchObject({outcome: 'cancelled'})
    await closed(child)
    expect(child.exitCode).toBe(130)
    await expect.poll(() => processesWith('data/plugins/forever')).toBe(0)
  })

  test('leave without a word, and what they had running ends too', async () => {
    const child = begin('bob', ['forever'])
    await says(child, 'running')
    child.kill('SIGKILL')
    await closed(child)
    const outcomes = async () =>
      (await events('--who', 'bob', '--type', 'CALL_FINISHED')).map(({payload}) => payload['outcome'])
    for (let tries = 0; tries < 50 && (await outcomes()).length < 2; tries++) await delay(50)
    expect((await outcomes()).filter((outcome) => outcome === 'cancelled')).toHaveLength(2)
  })

  test('follow events until they have enough', async () => {
    const child = begin('root', ['events', 'tail', '--json', '--limit', '1', '--who', 'alice'])
    const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]()
    await lines.next()
    await run('alice', ['check_disk'])
    expect(JSON.parse(String((await lines.next()).value))).toMatchObject({payload: {who: 'alice'}})
    child.kill('SIGINT')
    await closed(child)
    expect(child.exitCode).toBe(130)
  })

  test('without a role fill no journal', async () => {
    for (let at = 0; at < 11; at++) await json('mallory', ['user', 'list'])
    expect(await json('mallory', ['user', 'list'])).toMatchObject({problems: [{code: 'people_strangers'}]})
    const {uid} = who['mallory'] ?? {}
    const seen = await events('--type', 'CALL_REQUESTED', '--who', `parrot-people-mallory`)
    expect(seen.length, `uid ${uid}`).toBeLessThanOrEqual(11)
  })

  test('have agents with no more rights than they', async () => {
    const ask = async (name: string) => {
      const child = begin(name, ['mcp'])
      const clientInfo = {name: 'test', version: '1'}
      const first = {protocolVersion: '2025-11-25', capabilities: {}, clientInfo}
      child.stdin.write(`${JSON.stringify({jsonrpc: '2.0', id: 1, method: 'initialize', params: first})}\n`)
      child.stdin.write(`${JSON.stringify({jsonrpc: '2.0', method: 'notifications/initialized'})}\n`)
      child.stdin.write(
        `${JSON.stringify({jsonrpc: '2.0', id: 2, method: 'tools/call', params: {name: 'whoami'}})}\n`,
      )
      const heard: {id?: number; error?: unknown; result?: {structuredContent?: unknown}}[] = []
      for await (const line of createInterface({input: child.stdout})) {
        heard.push(JSON.parse(line) as (typeof heard)[number])
        if (heard.at(-1)?.id === 2) break
      }
      child.stdin.end()
      await closed(child)
      return heard.at(-1)
    }
    expect(await ask('alice')).toMatchObject({
      result: {structuredContent: {name: 'agent', owner: {name: 'alice', roles: ['viewer']}}},
    })
    expect(await ask('mallory')).toMatchObject({error: {message: expect.stringContaining('no role')}})
  })

  describe('and whoever does not behave', () => {
    /** The messages so far, and whether the server ended it. */
    const raw = async () => {
      const client = connect({path: socket})
      client.on('error', () => {})
      onTestFinished(() => void client.destroy())
      const heard: Record<string, unknown>[] = []
      createInterface({input: client})
        .on('error', () => {})
        .on('line', (line) => heard.push(JSON.parse(line) as Record<string, unknown>))
      for (let tries = 0; heard.length === 0 && tries < 200; tries++) await delay(20)
      expect(heard[0]).toHaveProperty('hello')
      return {client, heard}
    }
    const over = async (client: Socket) => {
      if (!client.closed) await once(client, 'close')
    }
    const call = {call: {tool: 'whoami', dryRun: false, unsandboxed: false}}
    const deep = `{"input":{"values":{"a":${'['.repeat(100)}${']'.repeat(100)}}}}`

    test.each([
      ['no JSON', 'x'],
      ['no message', '{"call":7}'],
      ['a word too many', JSON.stringify({...call, by: {name: 'root', roles: ['admin']}})],
      ['another principal', JSON.stringify({call: {...call.call, by: 'alice'}})],
      ['input that nobody asked for', '{"input":{"values":{}}}'],
      ['too deep', deep],
      ['two calls at once', `${JSON.stringify(call)}\n${JSON.stringify(call)}`],
    ])('%s: it is over', async (_, line) => {
      const {client, heard} = await raw()
      client.write(`${line}\n`)
      await over(client)
      expect(heard.some((said) => 'refused' in said)).toBe(true)
    })

    test('a line without an end, and thousands of connections, keep nobody from being served', async () => {
      const {client, heard} = await raw()
      const part = Buffer.alloc(1024 ** 2, 'a')
      let sent = 0
      for (; sent < 100 && client.writable; sent++)
        if (!client.write(part))
          await Promise.race([once(client, 'drain'), once(client, 'close')]).catch(() => {})
      await over(client)
      // Whether the reason is still read before the next write fails is the kernel's affair.
      expect(sent).toBeLessThan(10)
      expect(heard.slice(1)).toEqual(
        heard.length === 1 ? [] : [{refused: expect.objectContaining({code: 'people_wrong'})}],
      )
      const many = Array.from({length: 3000}, () => connect({path: socket}).on('error', () => {}))
      onTestFinished(() => many.forEach((one) => one.destroy()))
      expect(await json('alice', ['whoami'])).toMatchObject({status: 0})
    })

    test('those without a role have few places, by however many users they come', async () => {
      const knock = `all = []
for n in range(40):
  s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); all.append(s)
print(sum('refused' in s.makefile().readline() for s in all))
sys.stdin.readline()`
      const knocking = [61_001, 61_002].map((uid) => python(uid, knock))
      const refused = await Promise.all(
        knocking.map(async ({stdout}) => Number((await once(createInterface({input: stdout}), 'line'))[0])),
      )
      expect((refused[0] ?? 0) + (refused[1] ?? 0)).toBe(16)
      expect(await json('alice', ['whoami'])).toMatchObject({status: 0})
      for (const child of knocking) child.stdin.end()
      await Promise.all(knocking.map(closed))
    })

    test.each([
      ['no JSON', 'what?', 'people_silent'],
      ['a word of another version', '{"refused":{"code":"__proto__","params":{}}}', 'people_wordless'],
      ['nothing that fits', '{"result":7}', 'people_silent'],
    ])('a server that says %s is said to', async (_, line, code) => {
      const path = join(mkdtempSync(join(tmpdir(), 'parrot-false-')), 'people.sock')
      const server = createServer((client) => client.on('error', () => {}).end(`${line}\n`)).listen(path)
      await once(server, 'listening')
      onTestFinished(() => void server.close(() => rmSync(dirname(path), {recursive: true})))
      expect(await json('root', ['whoami'], {PARROT_SYSTEM: path})).toMatchObject({
        status: 70,
        problems: [{code}],
      })
    })

    test('what is no folder of the server alone is not spoken to', async () => {
      chmodSync(at('run'), 0o777)
      onTestFinished(() => chmodSync(at('run'), 0o755))
      expect(await json('alice', ['whoami'])).toMatchObject({
        status: 70,
        problems: [{code: 'people_untrusted'}],
      })
    })
  })

  test('a server that is killed leaves an unknown outcome, is missed in words, and comes back', async () => {
    const child = begin('bob', ['forever', '--json'])
    const out = text(child.stdout)
    await says(child, 'running')
    await stop('SIGKILL')
    expect(JSON.parse(await out)).toMatchObject({
      outcome: 'unknown_outcome',
      problems: [{code: 'people_lost'}],
    })
    await closed(child)
    expect(child.exitCode).toBe(74)
    expect(await json('alice', ['whoami'])).toMatchObject({status: 70, problems: [{code: 'people_silent'}]})
    expect(wrote('alice')).toBe(false)
    expect(await start()).toContain('people.sock')
    expect(pid()).toBeGreaterThan(0)
    expect(await json('alice', ['whoami'])).toMatchObject({status: 0})
  })

  test('a folder that others may write to, or no home of its own, opens nothing', async () => {
    await stop()
    chmodSync(at('run'), 0o777)
    expect(await start()).toContain('PARROT_PEOPLE')
    chmodSync(at('run'), 0o755)
    expect(await start({PARROT_HOME: undefined, HOME: at('server'), PARROT_SYSTEM: '0'})).toContain(
      'PARROT_HOME is not set',
    )
  })
})
