import {globSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {configPage} from './generate/config-page.ts'

type Room = {readonly schemas: () => Readonly<Record<string, unknown>>}

/** Whoever publishes a JSON Schema in manifests/ is one line here. */
const rooms: readonly Promise<Room>[] = [
  import('../src/facts/schema.ts'),
  import('../src/manifest/schema.ts'),
  import('../src/host/install/index-schema.ts'),
  import('./generate/config-schemas.ts'),
  import('./generate/rbac-schemas.ts'),
  import('../src/events/schema.ts'),
  import('../src/facts/schema.ts'),
]

const root = join(import.meta.dirname, '..')

/** Writes every generated file, or with --check only says which of them are not as they would be written, and fails. */
async function generate(): Promise<void> {
  const published = Object.assign({}, ...(await Promise.all(rooms)).map(({schemas}) => schemas())) as Record<
    string,
    unknown
  >
  const texts = new Map(
    Object.entries(published).map(([name, schema]) => [
      `manifests/${name}`,
      `${JSON.stringify(schema, null, 2)}\n`,
    ]),
  ).set('docs/configuration.md', configPage())
  if (process.argv.includes('--check')) return report(stale(texts))
  for (const folder of ['manifests', 'docs']) mkdirSync(join(root, folder), {recursive: true})
  for (const [name, text] of texts) writeFileSync(join(root, name), text)
}

/** Those that differ, are missing, or are there without anyone who publishes them. */
function stale(texts: ReadonlyMap<string, string>): string[] {
  const there = globSync(['manifests/*.schema.json', 'docs/configuration.md'], {cwd: root})
  const written = new Map(there.map((name) => [name, readFileSync(join(root, name), 'utf8')]))
  return [...new Set([...texts.keys(), ...there])]
    .filter((name) => texts.get(name) !== written.get(name))
    .toSorted()
}

function report(names: readonly string[]): void {
  for (const name of names) process.stderr.write(`${name} is stale; run: npm run generate\n`)
  process.exitCode = names.length > 0 ? 1 : 0
}

await generate()
