import {spawn, spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {createServer, request, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'

const verdaccio = join(import.meta.dirname, '../../registry/node_modules/verdaccio/build/bin/cli.js')
/** Where it is once it was installed. */
export const verdaccioBin = join(import.meta.dirname, '../../registry/node_modules/.bin/verdaccio')

export type Registry = {
  readonly url: string
  /** Publishes these files as a package, with real npm. */
  readonly publish: (files: Readonly<Record<string, string>>) => void
  readonly stop: () => void
}

/** A real npm registry on this machine, empty, that asks no other. */
export async function openRegistry(): Promise<Registry> {
  const home = mkdtempSync(join(tmpdir(), 'parrot-registry-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/`
  writeFileSync(join(home, 'config.yaml'), config(home))
  const child = spawn(
    process.execPath,
    [
      existsSync(verdaccio) ? verdaccio : verdaccioBin,
      '--config',
      join(home, 'config.yaml'),
      '--listen',
      `127.0.0.1:${port}`,
    ],
    {
      env: {PATH: process.env['PATH'] ?? '', HOME: home},
      stdio: 'ignore',
    },
  )
  while (
    !(await fetch(url).then(
      ({ok}) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error('the registry did not start')
    await delay(50)
  }
  writeFileSync(join(home, '.npmrc'), npmrcFor({url}))
  const stop = () => {
    child.kill('SIGKILL')
    rmSync(home, {recursive: true, force: true, maxRetries: 10})
  }
  return {url, publish: (files) => publish(home, url, files), stop}
}

/** What somebody's npmrc says who may publish there. */
export function npmrcFor({url}: Pick<Registry, 'url'>): string {
  return `${url.replace('http:', '')}:_authToken=anybody\nregistry=${url}\n`
}

const config = (home: string) => `
storage: ${home}/storage
auth: {htpasswd: {file: ${home}/htpasswd}}
uplinks: {}
packages: {'**': {access: $all, publish: $all, unpublish: $all}}
log: {type: stdout, level: fatal}
`

function publish(home: string, url: string, files: Readonly<Record<string, string>>): void {
  const folder = mkdtempSync(join(home, 'package-'))
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), {recursive: true})
    writeFileSync(join(folder, file), content, {mode: file.endsWith('.sh') ? 0o755 : 0o644})
  }
  const env = {PATH: process.env['PATH'] ?? '', HOME: home}
  const {status, stderr} = spawnSync(
    'npm',
    ['publish', '--ignore-scripts', '--registry', url, '--tag', 'latest'],
    {cwd: folder, env, encoding: 'utf8'},
  )
  if (status !== 0) throw new Error(stderr)
}

export type Meddler = {readonly url: string; readonly stop: () => void}

/** A server in front of the registry; `meddle` answers itself, or returns false and lets the registry answer. */
export async function inFrontOf(
  registry: Pick<Registry, 'url'>,
  meddle: (asked: IncomingMessage, answer: ServerResponse) => boolean,
): Promise<Meddler> {
  const server = createServer((asked, answer) => {
    if (meddle(asked, answer)) return
    const {host} = asked.headers
    const on = request(
      new URL(asked.url ?? '/', registry.url),
      {method: asked.method, headers: asked.headers},
      (got) => {
        answer.writeHead(got.statusCode ?? 500, got.headers)
        got.pipe(answer)
      },
    )
    void host
    asked.pipe(on)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return {url: `http://127.0.0.1:${port}/`, stop}
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** A plugin as a package of npm. */
export function packaged(
  version: string,
  more: Readonly<Record<string, unknown>> = {},
  files: Readonly<Record<string, string>> = {},
) {
  const manifest = {
    name: 'weather',
    version,
    description: 'The weather',
    entrypoint: 'run.sh',
    permissions: ['weather:show'],
  }
  return {
    'package.json': JSON.stringify({name: 'weather', version, ...more}),
    'manifest.json': JSON.stringify(manifest),
    'run.sh': `#!/bin/sh\necho ${version}\n`,
    ...files,
  }
}
