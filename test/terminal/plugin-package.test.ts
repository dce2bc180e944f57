import {execFileSync} from 'node:child_process'
import {cpSync, copyFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {root} from '../home.ts'
import {needs} from '../needs.ts'
import {emptyHome, enabledPlugin} from './fixtures.ts'
import {parrot} from './program.ts'

const page = readFileSync(join(root, 'PLUGINS.md'), 'utf8').split('## In JavaScript and TypeScript')[1] ?? ''
const source = /```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
const [check = '', bundle = ''] = [...page.matchAll(/^npx (.*)$/gm)].map(([, command]) => command)

/** Somebody's project with Parrot installed in it, as `files` of package.json would install it. */
function project(code: string): string {
  const folder = emptyHome()
  const installed = join(folder, 'node_modules', 'parrot-mcp')
  mkdirSync(installed, {recursive: true})
  cpSync(join(root, 'dist'), join(installed, 'dist'), {recursive: true})
  cpSync(join(root, 'package.json'), join(installed, 'package.json'))
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  writeFileSync(join(folder, 'main.ts'), code)
  return folder
}

function run(command: string, cwd: string): string {
  const path = `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`
  return execFileSync('sh', ['-c', command], {cwd, env: {PATH: path}, encoding: 'utf8', stdio: 'pipe'})
}

test('what a plugin imports has its types, and they are held', () => {
  expect(run(check, project(source))).toBe('')
  const wrong = project(source.replace('input.who', 'input.whom'))
  expect(() => run(check, wrong)).toThrow(/Command failed/)
  const facts = `import {definePlugin} from 'parrot-mcp/plugin'
await definePlugin(({facts}) => {
  const mounts = facts.mounts
  // @ts-expect-error There is no such fact.
  return [mounts, facts.moon]
})\n`
  expect(run(check, project(facts))).toBe('')
})

needs('bwrap', 'apt-get install bubblewrap')('in the sandbox', () => {
  test('a plugin in TypeScript, bundled as the page says, runs', () => {
    const home = emptyHome()
    const folder = project(source)
    run(bundle, folder)
    mkdirSync(join(home, 'data/plugins/greet'), {recursive: true, mode: 0o700})
    copyFileSync(join(folder, 'greet.js'), join(home, 'data/plugins/greet/greet.js'))
    const input = {type: 'object', properties: {who: {type: 'string', 'x-cli': {arg: true}}}}
    enabledPlugin(home, {name: 'greet', entrypoint: 'greet.js', permissions: ['greet:say'], input})
    const {status, stdout, stderr} = parrot(home, ['greet', 'Ada', '--json'])
    expect({status, stderr, ...(JSON.parse(stdout) as object)}).toMatchObject({
      status: 0,
      stderr: '',
      output: expect.stringMatching(/^Hello, Ada\n?$/),
      level: 'enforced',
    })
  })
})
