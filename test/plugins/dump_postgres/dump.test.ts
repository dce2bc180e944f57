import {execFileSync} from 'node:child_process'
import {readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {connect, createServer, type AddressInfo} from 'node:net'
import {userInfo} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest'
import {needs} from '../../needs.ts'
import {killDumps} from '../../scripts/kill-dumps.ts'
import {seedOf} from '../../soak.ts'
import {bundled} from '../bundled.ts'
import {dumping, type Row} from '../dumping.ts'
import {password, startPostgres, type Postgres} from './server.ts'

const sums = 'select count(*), md5(string_agg(orders::text, chr(10) order by id)) from orders'

needs('pg_dump', 'apt-get install postgresql')('dump_postgres', () => {
  let postgres: Postgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => {
    postgres.stop()
    postgres.remove()
  })

  const bySocket = () => ({POSTGRES_SERVER: postgres.socket, POSTGRES_USER: userInfo().username})

  /** Over TCP, with the password in a file of its own. */
  async function byPassword(config: object = {}, secret = password) {
    const file = join(postgres.socket, '..', `secret-${Math.random()}`)
    writeFileSync(file, secret, {mode: 0o600})
    return dumping('dump_postgres', {
      POSTGRES_SERVER: postgres.address,
      POSTGRES_USER: 'dumper',
      POSTGRES_PASSWORD: {file},
      ...config,
    })
  }

  /** The file as a new database, and what is in there. */
  function restored(file: string, sql: string): string {
    postgres.query('drop database if exists restored')
    postgres.query('create database restored')
    const bytes = readFileSync(file)
    if (file.endsWith('.sql'))
      postgres.run('psql', ['-Xq', '--set', 'ON_ERROR_STOP=1', '--dbname', 'restored'], bytes)
    else postgres.run('pg_restore', ['--no-owner', '--dbname', 'restored'], bytes)
    return postgres.query(sql, 'restored')
  }

  test('over the socket, every database, and what is restored is what was there', async () => {
    const {ask, dir, files} = await dumping('dump_postgres', bySocket())
    const dry = await ask('dump', {}, true)
    expect(dry.outcome).toBe('ok')
    expect(dry.output.dumps.map(({database, status}) => [database, status])).toEqual([
      ['notes', 'would be'],
      ['postgres', 'would be'],
      ['shop', 'would be'],
    ])
    expect(readdirSync(dir)).toEqual([])
    const result = await ask('dump')
    expect(result).toMatchObject({outcome: 'ok', output: {failedCount: 0}})
    expect(files()).toEqual(result.output.dumps.map(({file}) => file).sort())
    const shop = result.output.dumps.find(({database}) => database === 'shop') as Row
    expect(statSync(join(dir, shop.file)).mode & 0o777).toBe(0o600)
    expect(restored(join(dir, shop.file), sums)).toBe(postgres.query(sums, 'shop'))
    execFileSync('sha256sum', ['--check', '--strict', `${shop.file}.sha256`], {cwd: dir})
  })

  test('with a password, as both kinds of file; it never stands in a command line; the newest stay', async () => {
    const {ask, dir, files} = await byPassword({
      POSTGRES_DATABASES: ['shop'],
      POSTGRES_FORMAT: 'both',
      DUMP_KEEP: 2,
    })
    const seen = watchProcesses()
    const first = await ask('dump')
    expect(first).toMatchObject({outcome: 'ok', output: {removed: []}})
    const lines = seen()
    expect(lines.filter((line) => line.includes('pg_dump')).length).toBeGreaterThan(0)
    expect(lines.filter((line) => line.includes('wo"rd') || line.includes('dumper'))).toEqual([])
    const plain = first.output.dumps.find(({file}) => file.endsWith('.sql')) as Row
    expect(restored(join(dir, plain.file), sums)).toBe(postgres.query(sums, 'shop'))
    await ask('dump')
    const third = await ask('dump')
    expect(third.output.removed.toSorted()).toEqual(first.output.dumps.map(({file}) => file).sort())
    expect(files()).toHaveLength(4)
    expect(readdirSync(dir).filter((name) => name.endsWith('.sha256'))).toHaveLength(4)
  })

  test('list and verify: one changed byte is a finding, and so is a dump that nobody vouches for', async () => {
    const {ask, dir} = await dumping('dump_postgres', {...bySocket(), POSTGRES_DATABASES: ['notes', 'shop']})
    const {dumps} = (await ask('dump')).output
    expect(await ask('list')).toMatchObject({outcome: 'ok', output: {summary: '2 dumps of 2 databases'}})
    expect(await ask('verify')).toMatchObject({
      outcome: 'ok',
      output: {dumps: [{state: 'good'}, {state: 'good'}]},
    })
    const shop = join(dir, dumps.find(({database}) => database === 'shop')?.file ?? '')
    const bytes = readFileSync(shop)
    bytes[2000] = (bytes[2000] ?? 0) ^ 1
    writeFileSync(shop, bytes)
    expect(await ask('verify')).toMatchObject({
      outcome: 'findings',
      output: {summary: '2 dumps of 2 databases, 1 damaged'},
    })
    rmSync(`${shop}.sha256`)
    expect(await ask('list')).toMatchObject({
      outcome: 'findings',
      output: {dumps: [{}, {database: 'notes', state: 'complete'}]},
    })
  })

  test('hostile names of databases name databases and nothing else', async () => {
    const names = ['--file=x', '../..\n/"é"', 'dbname=notes host=evil']
    for (const name of names) postgres.query(`create database "${name.replaceAll('"', '""')}"`)
    try {
      for (const [at, name] of names.entries())
        postgres.query(`create table mark as select ${at} as at`, name)
      const {ask, dir, files} = await dumping('dump_postgres', bySocket())
      const {outcome, output} = await ask('dump')
      const made = output.dumps.filter(({database}) => names.includes(database))
      expect([outcome, made.map(({database}) => database)]).toEqual(['ok', names])
      expect(files()).toHaveLength(output.dumps.length)
      for (const [at, {file}] of made.entries())
        expect(restored(join(dir, file), 'select at from mark')).toBe(String(at))
      const listed = new Set((await ask('list')).output.dumps.map(({database}) => database))
      expect(names.filter((name) => !listed.has(name))).toEqual([])
    } finally {
      for (const name of names) postgres.query(`drop database "${name.replaceAll('"', '""')}"`)
    }
  })

  describe('what fails says what to do, and leaves what was there', () => {
    test('one database that is missing: the others are dumped', async () => {
      const {ask, files} = await dumping('dump_postgres', {
        ...bySocket(),
        POSTGRES_DATABASES: ['gone', 'notes'],
      })
      const {outcome, output, log} = await ask('dump')
      expect([outcome, output.dumps.map(({status}) => status)]).toEqual(['failed', ['failed', 'dumped']])
      expect(log).toMatch(/gone: .*does not exist.*POSTGRES_DATABASES/)
      expect(files()).toHaveLength(1)
    })

    test.each([
      ['a wrong password', {}, 'wrong', /password authentication failed.*asks for the right one/],
      [
        'no password',
        {POSTGRES_PASSWORD: undefined},
        '',
        /no password supplied.*config dump_postgres set POSTGRES_PASSWORD/,
      ],
      [
        'no right to read',
        {POSTGRES_USER: 'weak'},
        'weak',
        /permission denied.*GRANT pg_read_all_data TO "weak"/,
      ],
      ['TLS that the server does not speak', {POSTGRES_TLS: 'require'}, password, /SSL.*POSTGRES_TLS/],
      [
        'a port that nobody listens at',
        {POSTGRES_SERVER: '127.0.0.1:9'},
        password,
        /nothing takes connections at 127\.0\.0\.1:9/,
      ],
      [
        'a socket that is not there',
        {POSTGRES_SERVER: '/tmp/.s.PGSQL.1'},
        password,
        /no socket at \/tmp\/\.s\.PGSQL\.1/,
      ],
    ])('%s', async (_, config, secret, says) => {
      const {ask, dir} = await byPassword({POSTGRES_DATABASES: ['shop'], ...config}, secret)
      expect(await ask('dump')).toMatchObject({outcome: 'failed', log: expect.stringMatching(says)})
      expect(readdirSync(dir).filter((name) => !name.endsWith('.guard'))).toEqual([])
    })

    test('a server that went down, and a pg_dump that is older than the server', async () => {
      const {ask, files} = await byPassword({POSTGRES_DATABASES: ['notes']})
      expect(await ask('dump')).toMatchObject({outcome: 'ok'})
      postgres.stop()
      try {
        expect(await ask('dump')).toMatchObject({
          outcome: 'failed',
          log: expect.stringContaining('is PostgreSQL running there?'),
        })
      } finally {
        postgres.start()
      }
      expect(files()).toHaveLength(1)
      const POSTGRES_SERVER = await newer(postgres.port)
      const old = await byPassword({POSTGRES_DATABASES: ['notes'], POSTGRES_SERVER})
      expect(await old.ask('dump')).toMatchObject({
        outcome: 'failed',
        log: expect.stringMatching(/server version mismatch.*apt install postgresql-client-/),
      })
    })

    test('no way to any other server than the one that is configured, and no other socket', async () => {
      const {ask} = await dumping('dump_postgres', {POSTGRES_USER: 'x', POSTGRES_SERVER: '/run/docker.sock'})
      expect(await ask('dump')).toMatchObject({outcome: 'broken', problems: [{code: 'host_value'}]})
    })

    test('a disk that is full, and a machine without pg_dump', async () => {
      const {dir} = await dumping('dump_postgres', {})
      const call = (command: string) => JSON.stringify({...direct(dir, postgres), command})
      const plugin = await bundled('plugins/dump_postgres/src/main.ts')
      const within = (words: readonly string[], after = '') =>
        execFileSync(
          'bwrap',
          [
            '--dev-bind',
            '/',
            '/',
            ...words,
            'bash',
            '-c',
            `"$0" "$1" 2>&1; ${after}`,
            process.execPath,
            plugin,
          ],
          {
            input: call('dump'),
            encoding: 'utf8',
          },
        )
      const full = within(['--size', '65536', '--tmpfs', dir], `ls -A ${dir}`)
      expect(full).toMatch(/shop: .*No space left on device.*free some space/)
      expect(full).not.toContain('.dump.sha256')
      expect(full).not.toContain('.partial')
      const without = within(
        ['--tmpfs', '/usr/lib/postgresql', '--ro-bind', '/dev/null', '/usr/bin/pg_dump'],
        'true',
      )
      expect(without).toContain('next: install it: apt install postgresql-client')
    })
  })

  test('killed at any moment it leaves no half dump, and the next run sweeps', async () => {
    const {dir} = await dumping('dump_postgres', {})
    const seed = seedOf(271_828)
    const kills = await killDumps({
      program: await bundled('plugins/dump_postgres/src/main.ts'),
      call: {...direct(dir, postgres), command: 'dump'},
      dir,
      kills: 8,
      seed,
    })
    expect({...kills, landed: undefined}).toEqual({seed, wrong: [], left: [], landed: undefined})
  })
})

/** A call of the plugin itself, without a Parrot around it. */
function direct(dir: string, {socket}: Postgres): object {
  const config = {
    POSTGRES_SERVER: socket,
    POSTGRES_USER: 'boss',
    POSTGRES_DATABASES: ['shop'],
    POSTGRES_FORMAT: 'custom',
    POSTGRES_TLS: 'prefer',
    POSTGRES_CA: '',
    DUMP_DIR: dir,
    DUMP_KEEP: 3,
  }
  return {call: 'c1', config, input: {}}
}

/** The server behind a port where it says that it is of version 99. */
async function newer(port: number): Promise<string> {
  const relay = createServer((client) => {
    const server = connect(port, '127.0.0.1')
    client.on('error', () => server.destroy()).pipe(server)
    server.on('error', () => client.destroy())
    server.on('data', (bytes: Buffer) => {
      const at = bytes.indexOf('server_version\0')
      if (at >= 0) bytes.write('99', at + 'server_version\0'.length)
      client.write(bytes)
    })
    server.on('close', () => client.destroy())
  })
  onTestFinished(() => void relay.close())
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(relay.address() as AddressInfo).port}`
}

/** The command lines and environments of PostgreSQL's programs that run until it is asked. */
function watchProcesses(): () => readonly string[] {
  const seen = new Set<string>()
  const look = () => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        if (/^\S*(?:pg_dump|psql) /.test(line)) seen.add(line)
      } catch {
        // It ended.
      }
    }
  }
  const timer = setInterval(look, 5)
  return () => {
    clearInterval(timer)
    return [...seen]
  }
}
