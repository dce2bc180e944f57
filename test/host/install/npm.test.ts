import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {createReadStream, existsSync, readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest'
import {runnerOf} from '../../../src/host/install/npm-runner.ts'
import {newHome, put, root} from '../../home.ts'
import {fetchPlugin} from '../../../src/host/install/fetch.ts'
import {ask, kept, type Home} from './at-home.ts'
import {inFrontOf, openRegistry, packaged, type Registry} from './registry.ts'
import {withRegistry} from './with-registry.ts'

test('the npm runner of @oclif/plugin-plugins is where it was, with what is used of it', async () => {
  const {NPM} = (await import(runnerOf(root))) as {NPM: new (options: object) => {exec: unknown}}
  expect(new NPM({config: {}, logLevel: 'error'}).exec).toBeInstanceOf(Function)
})

withRegistry('a plugin from npm', () => {
  let registry: Registry
  beforeAll(async () => {
    registry = await openRegistry()
    registry.publish(packaged('1.0.0'))
  })
  afterAll(() => registry.stop())

  const homeAt = (url: string): Home => {
    const home = newHome()
    return {...home, env: {...home.env, PATH: process.env['PATH'], HOME: home.home, PARROT_NPM_REGISTRY: url}}
  }
  const install = (home: Home, source: string) => ask(home, 'plugin_install', {source})
  const codes = async (home: Home, source: string) => {
    const {problems} = await install(home, source)
    return problems.map(({code}) => code)
  }

  test('is fetched by its name, with the integrity that npm checked, and updated to what is newer', async () => {
    const home = homeAt(registry.url)
    const {output, problems} = await install(home, 'weather@1.0.0')
    expect(problems).toEqual([])
    const {accept} = output as {accept: string}
    await ask(home, 'plugin_approve', {name: 'weather', accept})
    expect(await ask(home, 'weather')).toMatchObject({output: '1.0.0\n'})
    expect(await ask(home, 'plugin_inspect', {name: 'weather'})).toMatchObject({
      output: {
        source: {
          source: 'npm:weather@1.0.0',
          resolved: 'npm:weather@1.0.0',
          integrity: expect.stringMatching(/^sha512-/),
        },
      },
    })
    registry.publish(packaged('1.1.0'))
    const updated = await ask(home, 'plugin_update', {name: 'weather', source: 'weather'})
    expect(updated).toMatchObject({
      outcome: 'ok',
      output: {state: 'waiting', because: 'source', version: '1.1.0'},
    })
  })

  test('runs nothing of the package, and heeds no .npmrc of it', async () => {
    const home = homeAt(registry.url)
    const mark = join(home.home, 'ran')
    const script = `touch ${mark}`
    const names = ['preinstall', 'install', 'postinstall', 'prepare', 'prepack', 'postpack', 'prepublish']
    const scripts = Object.fromEntries(names.map((name) => [name, script]))
    const hooks = {init: './hook.js', 'plugins:postinstall': './hook.js'}
    registry.publish(
      packaged(
        '2.0.0',
        {name: 'hostile', scripts, oclif: {hooks}},
        {
          'hook.js': `import('node:fs').then(({writeFileSync}) => writeFileSync('${mark}', ''))`,
          'binding.gyp': '{}',
        },
      ),
    )
    expect((await install(home, 'hostile')).outcome).toBe('ok')
    expect(existsSync(mark)).toBe(false)
  })

  test('brings its dependencies as its lockfile has them, and none without one', async () => {
    const home = homeAt(registry.url)
    registry.publish({
      'package.json': '{"name":"drop","version":"1.0.0","scripts":{"postinstall":"touch /tmp/never"}}',
      'index.js': '1',
    })
    const packument = (await (await fetch(`${registry.url}drop`)).json()) as {
      versions: Record<string, {dist: {tarball: string; integrity: string}}>
    }
    const {integrity, tarball: resolved} = packument.versions['1.0.0']?.dist ?? {integrity: '', tarball: ''}
    const needs = {dependencies: {drop: '1.0.0'}}
    const lock = (entry: object) =>
      JSON.stringify({
        name: 'rain',
        version: '1.0.0',
        lockfileVersion: 3,
        packages: {
          '': {name: 'rain', version: '1.0.0', ...needs},
          'node_modules/drop': {version: '1.0.0', ...entry},
        },
      })
    registry.publish(packaged('1.0.0', {name: 'unlocked', ...needs}))
    expect(await codes(home, 'unlocked')).toEqual(['dependencies_unlocked'])
    registry.publish(
      packaged(
        '1.0.0',
        {name: 'loose', ...needs},
        {'npm-shrinkwrap.json': lock({resolved: 'git+ssh://git@example.org/drop.git'})},
      ),
    )
    expect(await codes(home, 'loose')).toEqual(['dependencies_loose'])
    expect(kept(home)).toEqual([])
    registry.publish(
      packaged(
        '1.0.0',
        {name: 'rain', ...needs},
        {
          'npm-shrinkwrap.json': lock({resolved, integrity}),
          '.npmrc': 'registry=http://127.0.0.1:1/\nignore-scripts=false\n',
        },
      ),
    )
    expect(await codes(home, 'rain')).toEqual([])
    expect(kept(home).some((path) => path.endsWith('node_modules/drop/index.js'))).toBe(true)
  })

  test('that is not there, in no such version, or unreachable: each is told from the others, and leaves nothing', async () => {
    const home = homeAt(registry.url)
    expect(await codes(home, 'no-such-package-anywhere')).toEqual(['npm_missing'])
    expect(await codes(home, 'weather@9.9.9')).toEqual(['npm_version_missing'])
    expect(await codes(homeAt('http://127.0.0.1:1/'), 'weather')).toEqual(['npm_offline'])
    expect(await codes(homeAt('file:///etc'), 'weather')).toEqual(['config_variable'])
    const secret = registry.url.replace('//', '//ada:hunter2@')
    const {problems} = await install(homeAt(secret), 'weather')
    expect(JSON.stringify(problems)).toMatch(/registry_secret(?!.*hunter2)/)
    expect(kept(home)).toEqual([])
  })

  test.for([
    ['fails with status 500', 'npm_server'],
    ['serves another tarball than it says', 'npm_integrity'],
  ] as const)('from a registry that %s', async ([what, code]) => {
    const meddler = await inFrontOf(registry, (asked, answer) => {
      if (what.startsWith('fails')) answer.writeHead(500).end()
      else if (asked.url?.endsWith('.tgz') === true) answer.writeHead(200).end(Buffer.alloc(1000, 1))
      else return false
      return true
    })
    onTestFinished(meddler.stop)
    const home = homeAt(meddler.url)
    expect(await codes(home, 'weather@1.0.0')).toEqual([code])
    expect(kept(home)).toEqual([])
  })

  test('from a registry that hangs ends when somebody takes it back, and no process is left', async () => {
    const {promise, resolve} = Promise.withResolvers<void>()
    const meddler = await inFrontOf(registry, () => {
      resolve()
      return true
    })
    onTestFinished(meddler.stop)
    const home = homeAt(meddler.url)
    const leaving = new AbortController()
    const ending = ask(home, 'plugin_install', {source: 'weather'}, 'terminal', leaving.signal)
    await promise
    leaving.abort()
    expect(await ending).toMatchObject({outcome: 'cancelled', problems: [{code: 'install_cancelled'}]})
    expect(kept(home)).toEqual([])
  })

  test('from a registry that hangs ends by itself, too', async () => {
    const meddler = await inFrontOf(registry, () => true)
    onTestFinished(meddler.stop)
    const staging = homeAt(registry.url).home
    const env = {PATH: process.env['PATH'], HOME: staging}
    const fetching = {
      staging,
      root,
      env,
      registry: meddler.url,
      entries: 100,
      bytes: 100_000,
      patienceMs: 500,
    }
    const signal = new AbortController().signal
    const source = {kind: 'npm', spec: 'weather', text: 'weather'} as const
    expect(await fetchPlugin(source, {...fetching, signal})).toMatchObject({problems: [{code: 'npm_silent'}]})
  })

  test('from a registry that never stops sending is stopped at the size of a plugin', async () => {
    const meddler = await inFrontOf(registry, (asked, answer) => {
      if (asked.url?.endsWith('.tgz') !== true) return false
      answer.writeHead(200)
      createReadStream('/dev/urandom').pipe(answer)
      return true
    })
    onTestFinished(meddler.stop)
    const home = homeAt(meddler.url)
    put(join(home.home, 'config/config.json'), {install: {bytes: 1024 ** 2}})
    expect(await codes(home, 'weather@1.0.0')).toEqual(['npm_large'])
    expect(kept(home)).toEqual([])
  })

  test('leaves no npm behind when Parrot is killed meanwhile', async () => {
    const {promise, resolve} = Promise.withResolvers<void>()
    const meddler = await inFrontOf(registry, () => {
      resolve()
      return true
    })
    onTestFinished(meddler.stop)
    const home = homeAt(meddler.url)
    const words = [join(root, 'bin/dev.js'), 'plugin', 'install', 'weather']
    const parrot = spawn(process.execPath, words, {env: home.env, stdio: 'ignore'})
    await promise
    expect(processesIn(home.home).length).toBeGreaterThan(1)
    parrot.kill('SIGKILL')
    await once(parrot, 'exit')
    await expect.poll(() => processesIn(home.home), {timeout: 10_000}).toEqual([])
    expect(await codes(homeAt(registry.url), 'weather@1.0.0')).toEqual([])
    expect((await ask(home, 'plugin_list')).output).toMatchObject({problems: []})
    await ask({...home, env: {...home.env, PARROT_NPM_REGISTRY: registry.url}}, 'plugin_install', {
      source: 'weather@1.0.0',
    })
    expect(kept(home).filter((path) => path.includes('.staging/'))).toEqual([])
  })

  test("heeds the user's npmrc where no registry is named", async () => {
    const home = homeAt(registry.url)
    put(join(home.home, '.npmrc'), `registry=${registry.url}\n`)
    const {PARROT_NPM_REGISTRY: _, ...env} = home.env
    expect(await codes({...home, env}, 'weather@1.0.0')).toEqual([])
  })
})

/** Processes that have this home in their environment. */
function processesIn(home: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`HOME=${home}\0`)
    } catch {
      return false
    }
  })
}
