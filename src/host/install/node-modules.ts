import {existsSync, mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {printable} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Fetching} from './fetch.ts'
import {npm} from './npm-runner.ts'
import {npmProblem} from './npm-problem.ts'

type Json = Readonly<Record<string, unknown>>

/**
 * Installs what a plugin's package.json depends on, exactly as its lockfile says. That is done in a folder of its own: an .npmrc
 * of the plugin could name programs for npm to run.
 */
export async function withDependencies(dir: string, fetching: Fetching): Promise<readonly Problem[]> {
  const wanted = neededBy(readJson(join(dir, 'package.json')))
  if (wanted.length === 0) return []
  const lock = ['npm-shrinkwrap.json', 'package-lock.json'].find((name) => existsSync(join(dir, name)))
  if (lock === undefined)
    return [problem('dependencies_unlocked', {names: printable(wanted.join(', ')).slice(0, 200)})]
  if (existsSync(join(dir, 'node_modules'))) return [problem('dependencies_twice')]
  const content = readJson(join(dir, lock))
  const loose = looseIn(content)
  if (loose !== undefined) return [problem('dependencies_loose', {lock, name: printable(loose)})]
  return install(dir, content, fetching)
}

async function install(dir: string, lock: Json, fetching: Fetching): Promise<readonly Problem[]> {
  const place = join(fetching.staging, 'dependencies')
  mkdirSync(place, {mode: 0o700})
  const {name, version, dependencies, optionalDependencies} = readJson(join(dir, 'package.json'))
  writeFileSync(
    join(place, 'package.json'),
    JSON.stringify({name, version, dependencies, optionalDependencies}),
  )
  writeFileSync(join(place, 'package-lock.json'), JSON.stringify(lock))
  const {ok, said} = await npm(['ci', '--omit=dev', '--no-bin-links', '--json'], place, fetching)
  fetching.signal.throwIfAborted()
  if (!ok) return [npmProblem(said, 'the dependencies of the plugin')]
  renameSync(join(place, 'node_modules'), join(dir, 'node_modules'))
  return []
}

/** What is bundled is in the plugin already. */
function neededBy({
  dependencies,
  optionalDependencies,
  bundleDependencies,
  bundledDependencies,
}: Json): string[] {
  const bundled = bundledDependencies ?? bundleDependencies
  if (bundled === true) return []
  const inside = new Set(Array.isArray(bundled) ? bundled.map(String) : [])
  const names = [dependencies, optionalDependencies].flatMap((each) => Object.keys(Object(each) as object))
  return names.filter((name) => !inside.has(name))
}

/** A package that is not pinned to a tarball of a registry by its digest. */
function looseIn({packages}: Json): string | undefined {
  const all = Object.entries(Object(packages) as Record<string, Json>)
  if (all.length === 0) return '(nothing in it)'
  const loose = all.find(([path, {resolved, integrity, link, dev, inBundle}]) => {
    if (path === '' || dev === true || inBundle === true) return false
    const pinned = typeof integrity === 'string' && (resolved === undefined || isWeb(resolved))
    return link === true || !pinned || !path.startsWith('node_modules/')
  })
  return loose?.[0]
}

const isWeb = (value: unknown) => typeof value === 'string' && /^https?:\/\//.test(value)

function readJson(file: string): Json {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8'))) as Json
  } catch {
    return {}
  }
}
