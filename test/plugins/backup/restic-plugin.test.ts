import {spawnSync} from 'node:child_process'
import {randomBytes} from 'node:crypto'
import {once} from 'node:events'
import {chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {networkInterfaces, tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../../src/app.ts'
import type {CallResult} from '../../../src/host/request.ts'
import {newHome, put, root} from '../../home.ts'
import {needs} from '../../needs.ts'
import {parrot, startParrot} from '../../terminal/program.ts'
import {restServer} from './rest-server.ts'

const password = 'correct-horse-battery'

needs('restic', 'apt-get install restic')('the plugin with restic, in its sandbox', () => {
  test('does all that it does with the engine of its own, and never shows the password', async () => {
    const {ask, source, dir, home} = await machine()
    writeFileSync(join(source, 'x'), 'x')
    writeFileSync(join(source, 'closed'), 'closed', {mode: 0})
    expect(await ask('create')).toMatchObject({outcome: 'failed', log: expect.stringContaining('--init')})
    const dry = await ask('create', {init: true}, true)
    expect([dry.outcome, readdirSync(dir)]).toEqual(['ok', []])
    // Root's backup reads everything; that of anybody else names what it could not read, and has the rest.
    const asRoot = process.getuid?.() === 0
    const created = await ask('create', {init: true})
    expect(created).toMatchObject(
      asRoot
        ? {outcome: 'ok', output: {files: 2, missingCount: 0}}
        : {outcome: 'failed', output: {files: 1, missingCount: 1, missing: [{why: 'may not be read'}]}},
    )
    const {archive} = created.output as {archive: string}
    expect(await ask('list')).toMatchObject({
      outcome: 'ok',
      output: {archives: [{archive, state: 'complete', why: ''}]},
    })
    expect(await ask('drill')).toMatchObject({
      outcome: 'ok',
      output: {sampled: asRoot ? 2 : 1, differentCount: 0},
    })
    const restored = await ask('restore', {archive})
    expect(restored).toMatchObject({outcome: 'ok', output: {failedCount: 0}})
    const {folder} = restored.output as {folder: string}
    expect(readFileSync(join(folder, source, 'x'), 'utf8')).toBe('x')
    expect(await ask('prune')).toMatchObject({outcome: 'ok', output: {removed: []}})
    expect(await ask('verify')).toMatchObject({outcome: 'ok', output: {damaged: []}})
    // Files and lists of files, whichever the drill comes to need.
    const packs = readdirSync(join(dir, 'data'), {recursive: true, encoding: 'utf8'})
    for (const pack of packs.filter((name) => name.length > 60)) damage(join(dir, 'data', pack))
    expect(await ask('verify')).toMatchObject({outcome: 'findings', output: {findings: true}})
    const {status, stdout, stderr} = parrot(home, ['backup', 'drill', '--json'])
    expect([status, stdout]).toEqual([3, expect.stringContaining('its list of files cannot be read')])
    const kept = spawnSync('grep', ['-rlF', password, home], {encoding: 'utf8'}).stdout.trim()
    expect([stdout.includes(password), stderr.includes(password), kept]).toEqual([false, false, ''])
  }, 240_000)

  test('a drill that cannot restore ends with exit status 3, and a wrong password with what to do', async () => {
    const {ask, source, dir, home, secret} = await machine()
    writeFileSync(join(source, 'x'), Buffer.from(Array.from({length: 100_000}, () => Math.random() * 256)))
    await ask('create', {init: true})
    const packs = readdirSync(join(dir, 'data'), {recursive: true, encoding: 'utf8'}).filter(
      (name) => name.length > 60,
    )
    const large = packs.find((name) => readFileSync(join(dir, 'data', name)).length > 100_000) ?? ''
    damage(join(dir, 'data', large))
    const {status, stdout} = parrot(home, ['backup', 'drill'])
    expect([status, stdout]).toEqual([3, expect.stringContaining('could not be restored')])
    writeFileSync(secret, 'another')
    expect(await ask('list')).toMatchObject({
      outcome: 'failed',
      log: expect.stringContaining('set BACKUP_PASSWORD to the one that it was made with'),
    })
  })

  test('without a password it says how to give one, and with one the embedded engine is not taken for it', async () => {
    const {ask} = await machine({BACKUP_PASSWORD: undefined})
    expect(await ask('list')).toMatchObject({
      outcome: 'failed',
      log: expect.stringContaining('config backup set BACKUP_PASSWORD'),
    })
    const other = await machine({BACKUP_ENGINE: undefined})
    expect(await other.ask('list')).toMatchObject({
      outcome: 'failed',
      log: expect.stringContaining('BACKUP_ENGINE is embedded'),
    })
  })

  test('Ctrl-C leaves a repository that is sound, without a lock', async () => {
    const {ask, source, dir, home} = await machine()
    writeFileSync(join(source, 'first'), 'x')
    expect(await ask('create', {init: true})).toMatchObject({outcome: 'ok'})
    for (let n = 0; n < 3; n++) writeFileSync(join(source, `${n}`), randomBytes(60_000_000))
    const child = startParrot(home, ['backup', 'create', '--json'])
    const ended = once(child, 'close')
    const locks = () => readdirSync(join(dir, 'locks')).filter((name) => name.length === 64)
    while (locks().length === 0 && child.exitCode === null) await new Promise(setImmediate)
    child.kill('SIGINT')
    expect(await ended).toEqual([130, null])
    expect(locks()).toEqual([])
    const env = {...process.env, RESTIC_PASSWORD: password, RESTIC_REPOSITORY: dir}
    expect(spawnSync('restic', ['check', '--no-cache'], {env}).status).toBe(0)
  })

  const address = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({family, internal}) => family === 'IPv4' && !internal)
  describe.skipIf(address === undefined)('a repository on a server', () => {
    test('is reached where it is configured and nowhere else; gone, it is said and not taken for damage', async () => {
      const server = await restServer(address?.address ?? '')
      const {ask, source} = await machine({BACKUP_REPOSITORY: [server.url]})
      writeFileSync(join(source, 'x'), 'x')
      expect(await ask('create', {init: true})).toMatchObject({outcome: 'ok', output: {files: 1}})
      expect(server.files.has('/config')).toBe(true)
      expect(await ask('verify')).toMatchObject({outcome: 'ok', output: {damaged: []}})
      server.stop()
      expect(await ask('verify')).toMatchObject({
        outcome: 'failed',
        log: expect.stringContaining('cannot be reached'),
      })
    })
  })
})

async function machine(change: Record<string, unknown> = {}) {
  const place = mkdtempSync(join(tmpdir(), 'restic-plugin-'))
  onTestFinished(() => rmSync(place, {recursive: true, force: true, maxRetries: 10}))
  const [source, dir, below] = ['source', 'repository', 'restored'].map((name) => join(place, name)) as [
    string,
    string,
    string,
  ]
  for (const folder of [source, dir, below]) mkdirSync(folder)
  const secret = join(place, 'password')
  writeFileSync(secret, `${password}\n`, {mode: 0o600})
  const home = newHome()
  const settings = {
    BACKUP_SOURCES: [source],
    BACKUP_DIR: dir,
    BACKUP_RESTORE_DIR: below,
    BACKUP_ENGINE: 'restic',
    BACKUP_PASSWORD: {file: secret},
    ...change,
  }
  put(join(home.home, 'config/config.json'), {plugins: {backup: settings}})
  const opened = await openParrot({...home, root})
  onTestFinished(() => opened.close())
  const ask = async (command: string, values: object = {}, dryRun = false): Promise<CallResult> =>
    opened.call({
      tool: `backup_${command}`,
      by: opened.operator,
      door: 'terminal',
      input: async () => ({values: values as Record<string, unknown>}),
      dryRun,
      unsandboxed: false,
      signal: new AbortController().signal,
      watch: {},
    })
  return {ask, source, dir, secret, home: home.home}
}

function damage(file: string): void {
  chmodSync(file, 0o600)
  const bytes = readFileSync(file)
  const middle = bytes.length >> 1
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  writeFileSync(file, bytes)
}
