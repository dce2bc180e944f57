import {existsSync, mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {printable} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'
import type {Fetching} from './fetch.ts'
import {npm} from './npm-runner.ts'

type Json = Readonly<Record<string, unknown>>

/**
 * Installs what a plugin's package.json depends on, exactly as its lockfile says. That is done in a folder of its own: an .npmrc
 * of the plugin could name programs for npm to run.
 */
export async function withDependencies(dir: string, fetching: Fetching): Promise<readonly Problem[]> {
  const root = readJson(join(dir, 'package.json'))
  const wanted = neededBy(root)
  if (wanted.length === 0) return []
  const lock = ['npm-shrinkwrap.json', 'package-lock.json'].find((name) => existsSync(join(dir, name)))
  if (lock === undefined)
    return [problem('dependencies_unlocked', {names: printable(wanted.join(', ')).slice(0, 200)})]
  if (existsSync(join(dir, 'node_modules'))) return [problem('dependencies_twice')]
  const content = readJson(join(dir, lock))
  const loose = looseIn(content, root)
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
  const words = ['ci', '--omit=dev', '--no-bin-links', '--json']
  const wrong = await npm(words, place, 'the dependencies of the plugin', fetching)
  if (wrong !== undefined) return [wrong]
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

/** A package that is not pinned to a tarball of a registry by its digest, or lies or leads elsewhere: npm follows the words of package.json first. */
function looseIn({packages}: Json, root: Json): string | undefined {
  const all = Object.entries(Object(packages) as Record<string, Json>)
  if (all.length === 0) return '(nothing in it)'
  const led = elsewhere(root)
  if (led !== undefined) return led
  const loose = all.find(([path, entry]) => {
    const pinned = path === '' || (placeForm.test(path) && entry['link'] !== true && isPinned(path, entry))
    return !pinned || elsewhere(entry) !== undefined
  })
  return loose?.[0]
}

/** What is bundled comes with the package above it. */
function isPinned(path: string, {resolved, integrity, inBundle}: Json): boolean {
  if (inBundle === true && path.includes('/node_modules/')) return resolved === undefined
  return matches(digestForm)(integrity) && (resolved === undefined || matches(webForm)(resolved))
}

/** The first dependency that is not a version of a package by name: a file, a folder, an address, a repository. */
function elsewhere(json: Json): string | undefined {
  const kinds = ['dependencies', 'optionalDependencies', 'peerDependencies']
  const specs = kinds.flatMap((kind) => Object.entries(Object(json[kind]) as object))
  return specs.find(([, spec]) => !matches(versionForm)(spec) || fileForm.test(String(spec)))?.[0]
}

const placeForm = /^node_modules\/(?:@[\w.-]+\/)?\w[\w.-]*(?:\/node_modules\/(?:@[\w.-]+\/)?\w[\w.-]*)*$/
const digestForm = /^sha(?:256|384|512)-[A-Za-z0-9+/]{40,}={0,2}$/
const webForm = /^https?:\/\//
const versionForm = /^(?:npm:(?:@[\w.-]+\/)?\w[\w.-]*@)?(?![.])[\w .^~<>=|*+-]*$/
/** npm takes a version that ends so for the name of a file. */
const fileForm = /\.(?:tgz|tar|tar\.gz)$/i

const matches = (form: RegExp) => (value: unknown) => typeof value === 'string' && form.test(value)

function readJson(file: string): Json {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8'))) as Json
  } catch {
    return {}
  }
}
