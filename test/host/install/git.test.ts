import {execFileSync} from 'node:child_process'
import {chmodSync, existsSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {newHome} from '../../home.ts'
import {ask, author, kept, type Home} from './at-home.ts'

const homeWithGit = (): Home => {
  const home = newHome()
  return {...home, env: {...home.env, PATH: process.env['PATH'], HOME: home.home}}
}

const identity = ['-c', 'user.name=ada', '-c', 'user.email=ada@example.org']

/** A repository in the author's folder; `commit` records what is there and says which commit that is. */
function repository(home: Home) {
  const dir = author(home)
  const git = (...args: string[]) =>
    execFileSync('git', [...identity, ...args], {cwd: dir, encoding: 'utf8', stdio: 'pipe'}).trim()
  git('init', '--quiet', '--initial-branch=main')
  const commit = () => {
    git('add', '-A')
    git('commit', '--quiet', '-m', 'more')
    return git('rev-parse', 'HEAD')
  }
  return {dir, git, commit}
}

const install = (home: Home, source: string) => ask(home, 'plugin_install', {source})
const codes = async (home: Home, source: string) =>
  (await install(home, source)).problems.map(({code}) => code)

test.for(['branch', 'tag', 'commit', 'bare', 'folder'] as const)(
  'from a git repository by its %s',
  async (by) => {
    const home = homeWithGit()
    const {dir, git, commit} = repository(home)
    const first = commit()
    git('tag', 'v1.0.0')
    git('clone', '--quiet', '--bare', dir, `${dir}.git`)
    const sources = {
      branch: `git+file://${dir}#main`,
      tag: `git+file://${dir}#v1.0.0`,
      commit: `git+file://${dir}#${first}`,
      bare: `${dir}.git`,
      folder: `${dir}#main`,
    }
    const {output, problems} = await install(home, sources[by])
    expect(problems).toEqual([])
    const {accept} = output as {accept: string}
    await ask(home, 'plugin_approve', {name: 'weather', accept})
    expect(await ask(home, 'weather')).toMatchObject({output: 'sun\n'})
    expect(await ask(home, 'plugin_inspect', {name: 'weather'})).toMatchObject({
      output: {source: {resolved: expect.stringContaining(`#${first}`)}},
    })
    expect(kept(home).some((path) => path.includes('/.git'))).toBe(false)
  },
)

test('a tag that was moved to other files of the same version waits for somebody to look', async () => {
  const home = homeWithGit()
  const {dir, git, commit} = repository(home)
  commit()
  git('tag', 'v1.0.0')
  const {output} = await install(home, `git+file://${dir}#v1.0.0`)
  await ask(home, 'plugin_approve', {name: 'weather', accept: (output as {accept: string}).accept})
  author(home, {}, 'evil')
  commit()
  git('tag', '--force', 'v1.0.0')
  expect(await ask(home, 'plugin_update', {name: 'weather'})).toMatchObject({
    output: {state: 'waiting', because: 'replaced'},
  })
  expect(await ask(home, 'weather')).toMatchObject({output: 'sun\n'})
})

test('nothing of a repository runs: hooks, filters, file-system monitors, submodules', async () => {
  const home = homeWithGit()
  const {dir, git, commit} = repository(home)
  const mark = join(home.home, 'ran')
  const program = join(dir, 'evil.sh')
  writeFileSync(program, `#!/bin/sh\ntouch ${mark}\ncat\n`)
  chmodSync(program, 0o755)
  writeFileSync(join(dir, '.gitattributes'), '* filter=evil\n')
  writeFileSync(join(dir, '.gitmodules'), `[submodule "x"]\n\tpath = x\n\turl = ext::${program}\n`)
  commit()
  git('config', 'core.fsmonitor', program)
  git('config', 'uploadpack.packObjectsHook', program)
  git('config', 'filter.evil.smudge', program)
  for (const hook of ['post-checkout', 'pre-auto-gc', 'reference-transaction']) {
    writeFileSync(join(dir, '.git/hooks', hook), `#!/bin/sh\ntouch ${mark}\n`)
    chmodSync(join(dir, '.git/hooks', hook), 0o755)
  }
  expect((await install(home, `git+file://${dir}#main`)).outcome).toBe('ok')
  expect(existsSync(mark)).toBe(false)
})

test('what is not there is told from what cannot be reached, and leaves nothing', async () => {
  const home = homeWithGit()
  const {dir, commit} = repository(home)
  commit()
  expect(await codes(home, `git+file://${dir}#no-such-ref`)).toEqual(['git_ref_missing'])
  expect(await codes(home, `git+file://${home.home}/nothing#main`)).toEqual(['git_repository_missing'])
  expect(await codes(home, 'git+https://127.0.0.1:1/weather.git')).toEqual(['git_offline'])
  expect(kept(home)).toEqual([])
})

test.for([
  'git+ext::sh -c id#main',
  'git+file:///x#--upload-pack=id',
  'git+file:///x#a..b',
  'git+https://x/y#a#b',
  'git+ssh://-oProxyCommand=id/x#main',
  'git+ssh://git@-oProxyCommand=id/x#main',
  '--help',
  'weather@$(id)',
  'file:/etc',
  'npm:../x',
  'a\nb',
])('%j is no source', async (source) => {
  expect(await codes(newHome(), source)).toEqual(['source_unknown'])
})
