import {chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {execFileSync, spawnSync} from 'node:child_process'
import {describe, expect, test} from 'vitest'
import {newHome, put} from '../home.ts'
import {bin, environment, parrot} from '../terminal/program.ts'

type Told = {outcome: string; problems: {code: string}[]; output: Record<string, unknown>}

function told(home: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const {status, stdout} = parrot(home, [...args, '--json'], env)
  return {status, ...(JSON.parse(stdout) as Told)}
}

/** A home whose log_rotate looks after a folder of its own. */
function withLogs(settings: Readonly<Record<string, unknown>> = {}) {
  const {home} = newHome()
  const logs = join(home, 'logs')
  mkdirSync(logs)
  chmodSync(logs, 0o755)
  writeFileSync(join(logs, 'app.log'), 'line\n')
  put(join(home, 'config/config.json'), {plugins: {log_rotate: {LOG_DIR: logs, ...settings}}})
  return {home, logs}
}

describe('parrot log_rotate', () => {
  test('rotates what is asked for, shows it as a table, and is recorded', () => {
    const {home, logs} = withLogs()
    const dry = parrot(home, ['log_rotate', '--force', '--dry-run'])
    expect(dry).toMatchObject({status: 0, stderr: ''})
    expect(dry.stdout).toContain('Would be: 1 rotated')
    expect(readdirSync(logs)).toEqual(['app.log'])
    const {status, stdout} = parrot(home, ['log_rotate', '-f'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/rotated {2}\S+app\.log {2,}5 B\n {3}asked for\n\n1 rotated/)
    expect(readdirSync(logs)).toHaveLength(2)
    expect(parrot(home, ['events', 'list']).stdout).toContain('log_rotate')
  })

  test('a folder in trouble is a problem that says what to do, and exit status 1', () => {
    const {home, logs} = withLogs({LOG_DIRS: ['/nonexistent/logs']})
    const {status, stderr} = parrot(home, ['log_rotate', '--force'])
    expect(status).toBe(1)
    expect(stderr).toMatch(/\/nonexistent\/logs is not there\.\n→ Mend LOG_DIRS/)
    expect(readdirSync(logs)).toHaveLength(2)
  })

  test('PARROT_LOG_DIR, the seeds’ name, is heard', () => {
    const {home, logs} = withLogs()
    const other = join(home, 'other')
    mkdirSync(other)
    chmodSync(other, 0o755)
    writeFileSync(join(other, 'seed.log'), 'x\n')
    expect(told(home, ['log_rotate', '--force'], {PARROT_LOG_DIR: other}).output).toMatchObject({rotated: 1})
    expect([readdirSync(logs).length, readdirSync(other).length]).toEqual([1, 2])
  })

  test("Parrot's own logs where nothing is configured, and nothing where there are none", () => {
    const {home} = newHome()
    expect(told(home, ['log_rotate', '--force'])).toMatchObject({outcome: 'ok', output: {rotated: 0}})
    put(join(home, 'state/logs/server.log'), 'x\n')
    expect(told(home, ['log_rotate', '--force'])).toMatchObject({outcome: 'ok', output: {rotated: 1}})
    expect(told(home, ['audit', 'verify'])).toMatchObject({outcome: 'ok'})
  })
})

test('a folder one stands in has no say', () => {
  const {home, logs} = withLogs()
  const precious = join(home, 'precious')
  mkdirSync(precious)
  writeFileSync(join(precious, 'diary.log'), 'x\n')
  writeFileSync(join(home, '.parrotrc.json'), JSON.stringify({plugins: {log_rotate: {LOG_DIRS: [precious]}}}))
  expect(asUser(home, ['log_rotate', '--force']).outcome).toBe('ok')
  expect([readdirSync(logs).length, readdirSync(precious)]).toEqual([2, ['diary.log']])
})

/** As an ordinary user to whom the home belongs, standing in it: root reads no project's file. */
function asUser(home: string, args: readonly string[]): Told & {status: number | null} {
  const argv = [process.execPath, bin, ...args, '--json']
  const become = ['setpriv', '--reuid=12345', '--regid=12345', '--clear-groups', '--']
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', '12345:12345', home])
  const [program = '', ...words] = process.getuid?.() === 0 ? [...become, ...argv] : argv
  const {status, stdout} = spawnSync(program, words, {env: environment(home), encoding: 'utf8', cwd: home})
  return {status, ...(JSON.parse(stdout) as Told)}
}

describe('parrot clean_cache', () => {
  test('has a plan that changes nothing, and an apply that does what it said', () => {
    const {home} = newHome()
    const tmp = join(home, 'tmp')
    mkdirSync(tmp)
    writeFileSync(join(tmp, 'young'), 'x')
    const settings = {TMP_DIRS: [tmp], CACHE_NPM: join(home, 'npm'), CACHE_PIP: join(home, 'pip')}
    put(join(home, 'config/config.json'), {plugins: {clean_cache: settings}})
    const only = ['--only', 'tmp', '--only', 'npm', '--only', 'pip']
    const plan = told(home, ['clean_cache', 'plan', ...only])
    expect(plan).toMatchObject({
      status: 0,
      output: {
        files: 0,
        areas: [
          {area: 'npm', status: 'absent'},
          {area: 'pip', status: 'absent'},
          {area: 'tmp', status: 'planned', left: {young: 1}, why: '1 not old enough'},
        ],
      },
    })
    const apply = told(home, ['clean_cache', 'apply', ...only])
    expect(apply).toMatchObject({status: 0, output: {files: 0}})
    expect(existsSync(join(tmp, 'young'))).toBe(true)
    expect(parrot(home, ['clean_cache', 'plan', '--dry-run']).status).toBe(2)
  })

  test('an operator may look at the plan, and not carry it out', () => {
    const {home, uid} = newHome()
    put(join(home, 'config/rbac_users.json'), {users: {me: {roles: ['operator'], uid}}})
    expect(told(home, ['clean_cache', 'plan', '--only', 'pip'])).toMatchObject({outcome: 'ok'})
    for (const args of [['clean_cache', 'apply'], ['log_rotate'], ['disk_usage']])
      expect(told(home, args).outcome).toBe('unknown')
  })
})

test('parrot disk_usage shows the largest folders', () => {
  const {home} = newHome()
  put(join(home, 'place/large/file'), 'x'.repeat(200_000))
  const {status, stdout} = parrot(home, ['disk_usage', join(home, 'place'), '-n', '1'])
  expect(status).toBe(0)
  expect(stdout).toMatch(/MiB|KiB/)
  expect(stdout.replaceAll(/\s/g, '')).toContain(join(home, 'place/large'))
})

test('an ordinary user is told which areas only root can clean', () => {
  const {status, output} = asUser(newHome().home, ['clean_cache', 'apply', '--only', 'apt'])
  const [apt] = output['areas'] as {status: string; files: number; why: string}[]
  expect({status, files: apt?.files}).toEqual({status: 0, files: 0})
  // Where apt has downloaded nothing there is nothing that root would be needed for.
  if (apt?.status !== 'cleaned')
    expect(apt).toMatchObject({status: 'skipped', why: expect.stringMatching(/^Only root/)})
})
