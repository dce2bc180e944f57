import {mkdirSync, readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Fetched, Fetching} from './fetch.ts'
import {fetchTarball} from './fetch-tarball.ts'
import {npm} from './npm-runner.ts'
import {npmProblem} from './npm-problem.ts'
import type {Source} from './source.ts'

/** Has npm bring the tarball, whose integrity it checks, and unpacks it. */
export async function fetchFromNpm(
  {spec, text}: Extract<Source, {readonly kind: 'npm'}>,
  fetching: Fetching,
) {
  const {staging} = fetching
  const folder = join(staging, 'packed')
  mkdirSync(folder, {mode: 0o700})
  const wrong = await npm(['pack', spec, '--json', '--pack-destination', folder], folder, spec, fetching)
  if (wrong !== undefined) return {problems: [wrong]}
  const file = readdirSync(folder).find((each) => each.endsWith('.tgz'))
  if (file === undefined) return {problems: [npmProblem('', spec)]}
  const path = join(folder, file)
  const fetched = await fetchTarball({kind: 'tarball', text, path}, fetching)
  if ('problems' in fetched) return fetched
  const {integrity} = fetched.from
  return {...fetched, from: {source: text, resolved: resolvedOf(fetched, spec), integrity}} satisfies Fetched
}

/** The very version that a name stood for; an address stands for itself. */
function resolvedOf({dir}: Fetched, spec: string): string {
  if (/^https?:/.test(spec)) return spec
  try {
    const {name, version} = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as Record<
      string,
      unknown
    >
    return `npm:${String(name)}@${String(version)}`
  } catch {
    return `npm:${spec}`
  }
}
