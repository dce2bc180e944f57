import {execFileSync} from 'node:child_process'
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {bundle} from './bundle.ts'
import {bundlePlugin} from './bundle-plugin.ts'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const dayMs = 86_400_000

/**
 * oclif brings these to look for plugins on disk, to render texts as templates and to know Windows. The program does none of
 * it: its plugins are handed to oclif in memory, and what a stranger wrote about his plugin must never be run as a template.
 */
const absent = ['ejs', 'lilconfig', 'minimatch', 'tinyglobby', 'wsl-utils']

/** Each is loaded in one piece with all that it needs; a later one takes only what the earlier ones have left. */
const together = {
  session: 'src/terminal/session.ts',
  app: 'src/app.ts',
  run: 'src/terminal/run-route.ts',
  parser: 'node_modules/@oclif/core/lib/parser/index.js',
  explain: 'src/terminal/explain.ts',
  schemas: 'node_modules/zod/v4/classic/schemas.js',
  mcp: 'src/mcp/serve-stream.ts',
  http: 'src/mcp/http/serve-http.ts',
}

/** Builds the program and what plugins import into dist/, and each TypeScript plugin into its folder. Says nothing; a running Parrot is not disturbed. */
async function build(): Promise<void> {
  mkdirSync(dist, {recursive: true})
  const staging = mkdtempSync(join(dist, '.staging-'))
  try {
    await bundleProgram(join(staging, 'dist'))
    await bundleReadable(join(root, 'src', 'plugin.ts'), join(staging, 'dist', 'plugin.js'))
    writeTypes(staging)
    for (const main of globSync('plugins/*/src/main.ts', {cwd: root})) {
      const folder = dirname(dirname(main))
      await bundlePlugin(main, basename(folder), join(staging, folder))
    }
    await publish(staging)
  } finally {
    rmSync(staging, {recursive: true, force: true})
  }
}

/** CommonJS: measured against ES modules, it starts 4 to 8 ms earlier. */
async function bundleProgram(dir: string): Promise<void> {
  const stub = join(root, 'scripts', 'absent.cjs')
  await bundle(
    {
      input: {cli: join(root, 'src', 'cli.ts')},
      external: [/^@oclif\/plugin-/],
      plugins: [keepImport],
      resolve: {
        alias: Object.fromEntries(absent.map((name) => [name, stub])),
        conditionNames: ['require', 'node', 'import', 'default'],
      },
    },
    {
      dir,
      format: 'cjs',
      exports: 'named',
      dynamicImportInCjs: false,
      entryFileNames: '[name].cjs',
      chunkFileNames: 'chunks/[name]-[hash].cjs',
      postBanner: 'const nativeImport = (url) => import(url);',
      codeSplitting: {groups: Object.entries(together).map(group)},
      // Not for who uses it: .ci/run wants to know which lines of the sources ran.
      sourcemap: process.env['PARROT_PROGRAM_COVERAGE'] === undefined ? false : 'hidden',
    },
  )
}

/** What is imported by an address that is known only then stays an import: as a `require` it would not find ES modules. */
const keepImport = {
  name: 'keep-import',
  transform: {
    filter: {id: /node_modules/, code: 'import('},
    handler: (code: string) => code.replaceAll(/(?<![.\w])import\((?!\s*['"`)])/g, 'nativeImport('),
  },
}

function group([name, file]: readonly [string, string], index: number) {
  return {name, test: (id: string) => id.endsWith(`/${file}`), priority: 100 - index}
}

/** One file without dependencies, and not minified: who imports it may want to read it. */
async function bundleReadable(input: string, file: string): Promise<void> {
  await bundle({input}, {file, format: 'esm', minify: false, codeSplitting: false})
}

/** The types of `parrot-mcp/plugin` and of all that they name. */
function writeTypes(staging: string): void {
  const project = join(staging, 'tsconfig.json')
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rewriteRelativeImportExtensions: true,
    rootDir: join(root, 'src'),
    outDir: join(staging, 'dist', 'types'),
  }
  const files = [join(root, 'src', 'plugin.ts')]
  const config = {extends: join(root, 'tsconfig.json'), compilerOptions, files, include: []}
  writeFileSync(project, JSON.stringify(config))
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  execFileSync(process.execPath, [compiler, '--project', project], {stdio: 'inherit'})
}

/** Chunks carry their content in their name, so the entry, which names them, comes last. */
async function publish(staging: string): Promise<void> {
  const files = globSync('**/*.{cjs,js,d.ts,map}', {cwd: staging}).sort(
    (a, b) => Number(isEntry(a)) - Number(isEntry(b)),
  )
  for (const file of files) put(join(staging, file), join(root, file))
  removeStale(new Set(files.map((file) => join(root, file))))
  await writeDigests(staging)
}

const isEntry = (file: string) => file === join('dist', 'cli.cjs')

/** A file that is the same already is left alone: its plugin may be running. */
function put(from: string, to: string): void {
  mkdirSync(dirname(to), {recursive: true})
  if (existsSync(to) && readFileSync(from).equals(readFileSync(to))) return
  renameSync(from, to)
}

/** What the release vouches for: the digest of each plugin that comes with it. */
async function writeDigests(staging: string): Promise<void> {
  const {shippedDigests} = await import('../src/host/catalog/shipped.ts')
  const file = join(staging, 'shipped.json')
  writeFileSync(file, `${JSON.stringify(await shippedDigests(join(root, 'plugins')), undefined, 2)}\n`)
  put(file, join(dist, 'shipped.json'))
}

/** What started before this build may still load its own chunks, so they stay for a day. */
function removeStale(current: ReadonlySet<string>): void {
  const old = globSync(['dist/chunks/*', 'dist/types/**/*.d.ts', 'dist/.staging-*', 'plugins/*/*.cjs'], {
    cwd: root,
  }).map((file) => join(root, file))
  for (const file of old) {
    if (!current.has(file) && Date.now() - statSync(file).mtimeMs > dayMs) rmSync(file, {recursive: true})
  }
}

await build()
