import {execFileSync, spawn, spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {DatabaseSync} from 'node:sqlite'
import {describe, expect, onTestFinished, test} from 'vitest'
import {needs} from '../../needs.ts'
import {killDumps} from '../../scripts/kill-dumps.ts'
import {seedOf} from '../../soak.ts'
import {bundled} from '../bundled.ts'
import {dumping} from '../dumping.ts'

const balance = `SELECT (SELECT sum(amount) FROM account) AS amount,
  (SELECT moves FROM account WHERE id = 1) - (SELECT count(*) FROM note) AS difference`

needs('sqlite3', 'apt-get install sqlite3')('dump_sqlite', () => {
  test.each(['wal', 'delete'])(
    'a writer under load (%s): each dump is one moment, whole and sound',
    async (mode) => {
      const {ask, dir, source, files} = await machine()
      const path = accounts(join(source, 'bank.db'))
      const writer = await writing(path, mode)
      let last = -1
      for (let n = 0; n < 3; n++) {
        const result = await ask('dump')
        expect(result).toMatchObject({outcome: 'ok', output: {dumps: [{database: path, status: 'dumped'}]}})
        const file = join(dir, result.output.dumps[0]?.file ?? '')
        expect(sqlite(file, 'PRAGMA integrity_check')).toBe('ok')
        expect(sqlite(file, balance)).toBe('1000|0')
        // It went on meanwhile, and the next dump has what was written since.
        const moves = Number(sqlite(file, 'SELECT moves FROM account WHERE id = 1'))
        expect(moves).toBeGreaterThan(last)
        last = moves
      }
      expect([writer.exitCode, files().length]).toEqual([null, 2])
      expect(await ask('verify', {all: true})).toMatchObject({
        outcome: 'ok',
        output: {dumps: [{state: 'good'}, {state: 'good'}]},
      })
      expect(readdirSync(dir).filter((name) => /-(?:wal|shm|journal)$|partial/.test(name))).toEqual([])
    },
  )

  test('a log that is begun anew just when it is looked at, where nothing may be written, is none that a dead writer left', async () => {
    const {dir, source} = await machine()
    const path = accounts(join(source, 'bank.db'))
    await writing(path, 'wal', 'unnoted')
    const program = join(import.meta.dirname, 'programs/snapshots.ts')
    const command = [process.execPath, program, path, join(dir, 'copy'), '4000']
    const {status, stderr} = spawnSync(
      'bwrap',
      ['--dev-bind', '/', '/', '--ro-bind', source, source, ...command],
      {encoding: 'utf8'},
    )
    expect([status, stderr]).toEqual([0, ''])
  })

  test('one that does not begin as a database any more is told of, and the others are dumped; an empty file is none', async () => {
    const {ask, source} = await machine()
    for (const name of ['a.db', 'b.sqlite3']) sqlite(join(source, name), 'CREATE TABLE t (x)')
    writeFileSync(join(source, 'new.db'), '')
    expect(await ask('dump')).toMatchObject({outcome: 'ok', output: {dumps: [{}, {}]}})
    const damaged = join(source, 'b.sqlite3')
    writeFileSync(damaged, Buffer.concat([Buffer.alloc(4), readFileSync(damaged).subarray(4)]))
    const {outcome, output} = await ask('dump')
    expect(outcome).toBe('failed')
    expect(output.dumps).toMatchObject([{status: 'dumped'}, {database: damaged, status: 'failed'}])
  })

  test('of a database that nobody has open, in WAL mode or not; and its folder stays as it was', async () => {
    const {ask, dir, source} = await machine()
    sqlite(
      join(source, 'a.db'),
      "PRAGMA journal_mode = wal; CREATE TABLE t (x); INSERT INTO t VALUES ('in a')",
    )
    sqlite(join(source, 'b.db'), "CREATE TABLE t (x); INSERT INTO t VALUES ('in b')")
    writeFileSync(join(source, 'notes.txt'), 'no database')
    const before = readdirSync(source)
    const dry = await ask('dump', {}, true)
    expect([dry.outcome, dry.output.dumps.length, readdirSync(dir)]).toEqual(['ok', 2, []])
    const {outcome, output} = await ask('dump')
    expect([outcome, readdirSync(source)]).toEqual(['ok', before])
    expect(output.dumps.map(({file}) => sqlite(join(dir, file), 'SELECT x FROM t'))).toEqual(['in a', 'in b'])
    expect(statSync(join(dir, output.dumps[0]?.file ?? '')).mode & 0o777).toBe(0o600)
    execFileSync('sha256sum', ['--check', '--strict', `${output.dumps[0]?.file}.sha256`], {cwd: dir})
  })

  test('what a writer left in its log when it was killed is in the dump', async () => {
    const {ask, dir, source} = await machine()
    const path = accounts(join(source, 'bank.db'))
    const writer = await writing(path, 'wal')
    writer.kill('SIGKILL')
    await once(writer, 'exit')
    const {output} = await ask('dump')
    const [moves] = output.dumps.map(({file}) =>
      sqlite(join(dir, file), 'SELECT moves FROM account WHERE id = 1'),
    )
    expect(moves).toBe(sqlite(path, 'SELECT moves FROM account WHERE id = 1'))
    expect(Number(moves)).toBeGreaterThan(0)
  })

  test('one changed byte of a dump is a finding', async () => {
    const {ask, dir, source} = await machine()
    accounts(join(source, 'bank.db'))
    const file = join(dir, (await ask('dump')).output.dumps[0]?.file ?? '')
    expect(await ask('list')).toMatchObject({outcome: 'ok', output: {dumps: [{state: 'complete'}]}})
    const bytes = readFileSync(file)
    bytes[5000] = (bytes[5000] ?? 0) ^ 1
    writeFileSync(file, bytes)
    expect(await ask('verify')).toMatchObject({
      outcome: 'findings',
      output: {dumps: [{state: 'damaged', why: expect.stringContaining('its bytes')}]},
    })
  })

  describe('what fails says what to do, and the others are dumped', () => {
    test('no database, a link, a hostile name, one that is damaged, one elsewhere', async () => {
      const {source, place, configured} = await machine()
      const names = ['good.db', 'link.db', 'no.db', 'gone.db', 'damaged.db', 'pipe.db'].map((name) =>
        join(source, name),
      )
      const [good = '', link = '', none = '', , damaged = '', pipe = ''] = names
      const hostile = join(source, "-x';drop table t?mode=rw#%41 é.db")
      accounts(good)
      accounts(hostile)
      symlinkSync(good, link)
      writeFileSync(none, 'this is no database, however long it is')
      sqlite(
        damaged,
        'CREATE TABLE t (x); WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 2000) INSERT INTO t SELECT hex(randomblob(20)) FROM n',
      )
      const bytes = readFileSync(damaged)
      bytes.fill(0xab, 4096, 12_288)
      writeFileSync(damaged, bytes)
      execFileSync('mkfifo', [pipe])
      const outside = accounts(join(place, 'outside.db'))
      const {ask, files} = await configured({
        SQLITE_DATABASES: [...names, hostile, outside, `${source}/../outside.db`],
      })
      const {outcome, output} = await ask('dump')
      expect(outcome).toBe('failed')
      expect(
        Object.fromEntries(output.dumps.map(({database, status, why}) => [database, why || status])),
      ).toEqual({
        [good]: 'dumped',
        [hostile]: 'dumped',
        [link]: expect.stringContaining('links are not followed'),
        [none]: expect.stringContaining('no SQLite database'),
        [join(source, 'gone.db')]: expect.stringContaining('not there'),
        [damaged]: expect.stringMatching(/what was written is not good|damaged/),
        [pipe]: expect.stringContaining('it is no file'),
        [outside]: expect.stringContaining('in none of SQLITE_FOLDERS'),
        [`${source}/../outside.db`]: expect.stringContaining('in none of SQLITE_FOLDERS'),
      })
      expect(files()).toHaveLength(2)
    })

    test.each(['wal', 'shm', 'journal'])('a pipe, a link or a folder in place of -%s', async (suffix) => {
      const {source, ask, files} = await machine()
      const [fine = '', ...odd] = ['fine', 'pipe', 'link', 'folder'].map((name) =>
        accounts(join(source, `${name}.db`)),
      )
      const make = [
        (file: string) => execFileSync('mkfifo', [file]),
        (file: string) => symlinkSync(fine, file),
        (file: string) => mkdirSync(file),
      ]
      for (const [at, put] of make.entries()) put(`${odd[at]}-${suffix}`)
      const refused = expect.stringContaining(`.db-${suffix} beside it is no file`)
      for (const dryRun of [true, false])
        expect(
          Object.fromEntries(
            (await ask('dump', {}, dryRun)).output.dumps.map(({database, why}) => [database, why]),
          ),
        ).toEqual({[fine]: '', ...Object.fromEntries(odd.map((path) => [path, refused]))})
      expect(files()).toHaveLength(1)
    })

    test('a database that stays locked', async () => {
      const {source, configured} = await machine()
      const path = accounts(join(source, 'bank.db'))
      const holder = new DatabaseSync(path)
      holder.exec('BEGIN EXCLUSIVE')
      const {ask, files} = await configured({SQLITE_WAIT: 0})
      expect(await ask('dump')).toMatchObject({
        outcome: 'failed',
        log: expect.stringMatching(/locked.*SQLITE_WAIT/),
      })
      expect(files()).toEqual([])
      holder.close()
      expect(await ask('dump')).toMatchObject({outcome: 'ok'})
    })

    test('a disk that is full', async () => {
      const {dir, source} = await machine()
      const path = accounts(join(source, 'bank.db'))
      sqlite(path, 'INSERT INTO note (filler) VALUES (randomblob(300000))')
      const words = ['--dev-bind', '/', '/', '--size', '65536', '--tmpfs', dir]
      const command = ['bash', '-c', `"$0" "$1" 2>&1; ls -A ${dir}`, process.execPath, await bundled(main)]
      const said = execFileSync('bwrap', [...words, ...command], {
        input: direct(source, dir),
        encoding: 'utf8',
      })
      expect(said).toMatch(/bank\.db: .*disk is full; the dumps that were there are as they were/)
      expect(said.trim().split('\n').at(-1)).toBe('.dump_sqlite.guard')
    })

    test('dumps of dumps', async () => {
      const {configured, dir} = await machine()
      const {ask} = await configured({SQLITE_FOLDERS: [dir], DUMP_DIR: dir})
      expect(await ask('dump')).toMatchObject({
        outcome: 'failed',
        log: expect.stringContaining('a folder of their own'),
      })
    })
  })

  test('two runs at once: one waits for the other, and both are whole', async () => {
    const {ask, source, files} = await machine()
    accounts(join(source, 'bank.db'))
    const ended = await Promise.all([ask('dump'), ask('dump')])
    expect([ended.map(({outcome}) => outcome), files().length]).toEqual([['ok', 'ok'], 2])
  })

  test('killed at any moment it leaves no half dump, and the next run sweeps', async () => {
    const {dir, source} = await machine()
    const path = accounts(join(source, 'bank.db'))
    sqlite(
      path,
      'WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 3000) INSERT INTO note (filler) SELECT randomblob(1000) FROM n',
    )
    const seed = seedOf(271_828)
    const call = JSON.parse(direct(source, dir)) as object
    const kills = await killDumps({program: await bundled(main), call, dir, kills: 24, seed})
    expect({...kills, landed: undefined}).toEqual({seed, wrong: [], left: [], landed: undefined})
  })
})

const main = 'plugins/dump_sqlite/src/main.ts'

/** A folder of databases, one of dumps, and how to call the plugin there. */
async function machine() {
  const rest = await dumping('dump_sqlite', {})
  const source = join(rest.place, 'app')
  mkdirSync(source)
  const configured = (config: object) =>
    dumping('dump_sqlite', {SQLITE_FOLDERS: [source], DUMP_KEEP: 2, ...config})
  const {ask} = await configured({DUMP_DIR: rest.dir})
  return {...rest, ask, source, configured}
}

/** A call of the plugin itself, without a Parrot around it. */
function direct(source: string, dir: string): string {
  const config = {SQLITE_FOLDERS: [source], SQLITE_DATABASES: [], SQLITE_WAIT: 5, DUMP_DIR: dir, DUMP_KEEP: 3}
  return JSON.stringify({call: 'c1', command: 'dump', config, input: {}})
}

function accounts(path: string): string {
  sqlite(
    path,
    'CREATE TABLE account (id INTEGER PRIMARY KEY, amount, moves DEFAULT 0); CREATE TABLE note (id INTEGER PRIMARY KEY, filler); INSERT INTO account (id, amount) VALUES (1, 1000), (2, 0)',
  )
  chmodSync(path, 0o600)
  return path
}

/** What Debian's sqlite3 says. */
function sqlite(path: string, sql: string): string {
  return execFileSync('sqlite3', ['-batch', '-bail', path], {
    input: `.timeout 20000\n${sql};\n`,
    encoding: 'utf8',
  }).trim()
}

async function writing(path: string, ...how: readonly string[]) {
  const program = join(import.meta.dirname, 'programs/writer.ts')
  const child = spawn(process.execPath, [program, path, ...how], {stdio: ['ignore', 'pipe', 'ignore']})
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child
}
