import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {makeFolders} from '../../events/make-folders.ts'
import {printable} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Fetched, Fetching} from './fetch.ts'
import type {Source} from './source.ts'
import {unpack} from './unpack.ts'

type Git = Extract<Source, {readonly kind: 'git'}>

/** Nothing that a repository, or what it names, could have git start or write elsewhere. */
const harmless = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.symlinks=false',
  'protocol.allow=never',
  'protocol.https.allow=always',
  'protocol.ssh.allow=always',
  'protocol.file.allow=always',
  'submodule.recurse=false',
  'init.templateDir=',
  'transfer.fsckObjects=true',
].flatMap((setting) => ['-c', setting])

const noAttributes = '* -export-ignore -export-subst -filter -ident -text -eol -working-tree-encoding\n'

/** Fetches the one commit that the ref stands for and takes its files, as git archives them, without history or submodules. */
export async function fetchFromGit(source: Git, fetching: Fetching) {
  const {url, ref, text} = source
  const {staging} = fetching
  const repository = join(staging, 'repository')
  const git = (...args: string[]) => run(args, fetching)
  const made = await git('init', '--quiet', '--bare', repository)
  if (!made.ok) return {problems: [gitProblem(made.said, source)]}
  const at = [`--git-dir=${repository}`]
  const fetched = await git(...at, 'fetch', '--quiet', '--depth=1', '--no-tags', '--', url, ref)
  fetching.signal.throwIfAborted()
  if (!fetched.ok) return {problems: [gitProblem(fetched.said, source)]}
  const {said: commit} = await git(...at, 'rev-parse', '--verify', 'FETCH_HEAD^{commit}')
  if (!/^[0-9a-f]{40,64}$/.test(commit.trim())) return {problems: [gitProblem(commit, source)]}
  // Before anything that the repository says of itself: its files as they are, through no filter of the user's.
  makeFolders(join(repository, 'info'))
  writeFileSync(join(repository, 'info/attributes'), noAttributes)
  const archive = join(staging, 'plugin.tar')
  const archived = await git(
    ...at,
    'archive',
    '--format=tar',
    '--prefix=plugin/',
    `--output=${archive}`,
    commit.trim(),
  )
  if (!archived.ok) return {problems: [gitProblem(archived.said, source)]}
  const dir = join(staging, 'plugin')
  const problems = await unpack(archive, dir, fetching)
  if (problems.length > 0) return {problems}
  return {dir, from: {source: text, resolved: `git+${url}#${commit.trim()}`}} satisfies Fetched
}

async function run(args: readonly string[], {env, signal}: Fetching): Promise<{ok: boolean; said: string}> {
  const {execa} = await import('execa')
  const passed = [
    'HOME',
    'PATH',
    'SSH_AUTH_SOCK',
    'XDG_CONFIG_HOME',
    'https_proxy',
    'HTTPS_PROXY',
    'no_proxy',
  ]
  const {exitCode, failed, stdout, stderr, code} = await execa('git', [...harmless, ...args], {
    env: {
      ...Object.fromEntries(passed.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))),
      LC_ALL: 'C.UTF-8',
      GIT_TERMINAL_PROMPT: '0',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=20',
      GIT_HTTP_LOW_SPEED_LIMIT: '1',
      GIT_HTTP_LOW_SPEED_TIME: '20',
    },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    cancelSignal: signal,
    timeout: 300_000,
  })
  if (code === 'ENOENT') return {ok: false, said: 'git: not installed'}
  return {ok: !failed && exitCode === 0, said: failed ? stderr : stdout}
}

function gitProblem(said: string, {url, ref}: Git): Problem {
  const shown = {url: printable(url.replace(/\/\/[^/@]*@/, '//'))}
  if (said.includes('git: not installed')) return problem('git_missing')
  if (/No space left/.test(said)) return problem('install_disk_full')
  if (/couldn't find remote ref|not our ref|unadvertised object|unknown revision/i.test(said))
    return problem('git_ref_missing', {...shown, ref})
  if (
    /Could not resolve host|Connection refused|timed out|Network is unreachable|Failed to connect/i.test(said)
  )
    return problem('git_offline', shown)
  if (/Authentication failed|could not read Username|Permission denied|terminal prompts disabled/i.test(said))
    return problem('git_refused', shown)
  if (/not found|does not exist|not appear to be a git repository|no such file/i.test(said))
    return problem('git_repository_missing', shown)
  const [line = 'git said nothing'] = said.trim().split('\n').slice(-1)
  return problem('fetch_failed', {source: shown.url, cause: printable(line).slice(0, 300)})
}
