import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {follow, patternOf, stepsOf} from '../docs/document.ts'
import {root} from '../home.ts'
import {needs} from '../needs.ts'
import {startPostgres} from './dump_postgres/server.ts'

needs('pg_dump', 'apt-get install postgresql sqlite3')('what the README shows is what happens', () => {
  test('dump_postgres, with both dumps as steps before a backup, and one got back from it', async () => {
    const postgres = await startPostgres()
    onTestFinished(() => {
      postgres.stop()
      postgres.remove()
    })
    postgres.query("create role parrot login password 'rosebud'; grant pg_read_all_data to parrot")
    const home = newHome()
    mkdirSync(join(home, 'app'))
    execFileSync('sqlite3', [join(home, 'app/app.db'), 'CREATE TABLE t (x)'])
    const here = (text: string) => text.replaceAll('localhost:5432', postgres.address)
    expect(await unlike('dump_postgres', home, here)).toEqual([])
    const copies = join(home, 'restored/rehearsal', home, 'dumps')
    const saved = readdirSync(copies).filter((name) => !name.startsWith('.'))
    // Dumped by hand, and by the workflow, which had the one of SQLite made too before it made the backup.
    expect(saved.filter((name) => /^shop-.*\.dump$/.test(name))).toHaveLength(2)
    expect(saved.filter((name) => /^app\.db-.*\.sqlite$/.test(name))).toHaveLength(1)
    execFileSync(
      'sha256sum',
      ['--check', '--strict', '--quiet', ...saved.filter((name) => name.endsWith('.sha256'))],
      {
        cwd: copies,
      },
    )
    const [newest = ''] = saved.filter((name) => /^shop-.*\.dump$/.test(name)).toReversed()
    postgres.query('create database again')
    postgres.run('pg_restore', ['--no-owner', '--dbname', 'again'], readFileSync(join(copies, newest)))
    const sum = 'select count(*), md5(string_agg(orders::text, chr(10) order by id)) from orders'
    expect(postgres.query(sum, 'again')).toBe(postgres.query(sum, 'shop'))
  })

  test('dump_sqlite', async () => {
    expect(await unlike('dump_sqlite', newHome())).toEqual([])
  })
})

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'dumps-readme-'))
  onTestFinished(() => rmSync(home, {recursive: true, force: true, maxRetries: 10}))
  return home
}

/** Does all that the page has its reader do. What came out otherwise. */
async function unlike(
  plugin: string,
  home: string,
  here = (text: string) => text,
): Promise<readonly object[]> {
  const bin = [join(root, 'bin'), join(root, 'node_modules/.bin'), process.env['PATH']].join(':')
  const env = {PATH: bin, HOME: home, LANG: 'C.UTF-8', USER: process.env['USER'] ?? 'root'}
  const wrong: object[] = []
  for (const step of stepsOf(join(root, 'plugins', plugin, 'README.md'))) {
    const meant = 'command' in step ? {command: here(step.command), shown: here(step.shown)} : step
    const printed = await follow(meant, home, env)
    if ('command' in meant && !patternOf(meant.shown).test(printed)) wrong.push({...meant, printed})
  }
  return wrong
}
