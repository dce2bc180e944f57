import {spawn, spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {chmodSync, chownSync} from 'node:fs'
import {join} from 'node:path'
import {expect, onTestFinished, test, vi} from 'vitest'
import {newHome} from '../home.ts'
import {bin, environment} from './program.ts'

const nobody = 65_534
const least = {timeout: 20_000, interval: 50}

test.runIf(process.getuid?.() === 0)(
  'a file that its own user may not read: what serves keeps what it has and says so, a terminal is told in its language',
  async () => {
    const {home} = newHome({'config/config.yaml': 'limits: {pids: 50}\n'})
    const file = join(home, 'config/config.yaml')
    for (const path of ['.', 'config', 'config/config.yaml']) chownSync(join(home, path), nobody, nobody)
    const as = {env: environment(home), cwd: home, uid: nobody, gid: nobody}
    const run = (...words: string[]) =>
      spawnSync(process.execPath, [bin, ...words], {...as, encoding: 'utf8'})

    const server = spawn(process.execPath, [bin, 'server', 'start', '--foreground'], as)
    onTestFinished(() => void server.kill('SIGKILL'))
    let said = ''
    server.stderr.on('data', (chunk) => (said += String(chunk)))
    await vi.waitFor(() => expect(said).toContain('serves'), least)

    chmodSync(file, 0o000)
    server.kill('SIGHUP')
    const refused = `could not read its configuration anew: ${file}: permission denied`
    await vi.waitFor(() => expect(said).toContain(refused), least)
    expect(run('config', 'check', '--lang', 'de')).toMatchObject({
      status: 3,
      stdout: expect.stringContaining(`${file}: Zugriff verweigert`),
    })
    expect(run('server', 'status').status).toBe(0)
    expect(run('config', 'get', 'limits.pids', '--lang', 'de')).toMatchObject({
      status: 70,
      stderr: expect.stringContaining(`Fehler: ${file}: Zugriff verweigert`),
    })

    chmodSync(file, 0o600)
    expect(run('server', 'reload').status).toBe(0)
    const ended = once(server, 'exit')
    server.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  },
)
