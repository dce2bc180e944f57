import {execFileSync, spawnSync} from 'node:child_process'
import {cpSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'

const root = join(import.meta.dirname, '../..')

/** What npm passes on from the registry, which changes without this repository. */
const registrySays = /^npm (?:notice|warn deprecated)\b.*\n/gm

/** The machine's own Node and npm, whatever their version: what somebody has who has just cloned. */
const machine = (process.env['PATH'] ?? '').split(':').filter((folder) => !folder.includes('node_modules'))

describe("a clone, on the machine's own Node and in a clean home", () => {
  const place = mkdtempSync(join(tmpdir(), 'parrot-clone-'))
  const clone = join(place, 'parrot')
  const env = {
    PATH: machine.join(':'),
    HOME: join(place, 'home'),
    LANG: 'C.UTF-8',
    npm_config_update_notifier: 'false',
    npm_config_fetch_retries: '5',
  }
  const run = (command: string, args: readonly string[]) =>
    spawnSync(command, args, {cwd: clone, env, encoding: 'utf8', timeout: 300_000})

  beforeAll(() => {
    const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
    })
    for (const file of files.toString().split('\0').filter(Boolean)) {
      cpSync(join(root, file), join(clone, file))
    }
  })

  afterAll(() => rmSync(place, {recursive: true, force: true, maxRetries: 10}))

  test(
    'npm ci takes the pinned majors from the lockfile, and one copy of oclif’s core',
    {timeout: 300_000},
    () => {
      const {status, stderr} = run('npm', ['ci'])
      expect(stderr.replaceAll(registrySays, '')).toBe('')
      expect(status).toBe(0)
      const major = (name: string) => {
        const text = readFileSync(join(clone, 'node_modules', name, 'package.json'), 'utf8')
        return Number((JSON.parse(text) as {version: string}).version.split('.')[0])
      }
      const names = [
        '@oclif/core',
        '@oclif/plugin-plugins',
        'oclif',
        'zod',
        'execa',
        'cosmiconfig',
        'vitest',
        'typescript',
        'node',
      ]
      expect(names.map(major)).toEqual([5, 7, 6, 4, 10, 10, 5, 7, 26])
      const versions = run('npm', ['ls', '@oclif/core', '--parseable', '--all']).stdout.trim().split('\n')
      expect(versions).toEqual([join(clone, 'node_modules/@oclif/core')])
    },
  )

  test('npx parrot health_check reports', () => {
    const {status, stdout, stderr} = run('npx', ['parrot', 'health_check', '--json'])
    const result = JSON.parse(stdout) as {outcome: string; output: {checks: unknown[]}}
    expect(['ok', 'findings']).toContain(result.outcome)
    expect(status).toBe(result.outcome === 'ok' ? 0 : 3)
    expect(result.output.checks.length).toBeGreaterThan(5)
    expect(stderr).toBe('')
  })

  test('an older Node starts the one that is installed beside it', () => {
    const node =
      machine.map((folder) => join(folder, 'node')).find((file) => spawnSync(file, ['-v']).status === 0) ?? ''
    const {status, stdout, stderr} = run(node, ['bin/parrot', '--version'])
    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    expect(stdout).toMatch(/^parrot-mcp\//)
  })
})
