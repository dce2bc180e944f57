import {execFileSync} from 'node:child_process'
import {cpSync, globSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, relative} from 'node:path'
import {run} from './host.ts'

const root = join(import.meta.dirname, '../..')
const inside = join(import.meta.dirname, 'inside')

/** The last line of the machine: what follows it is the status of the tests. */
export const ended = 'vm-tests ended with status '

/** A disk with Parrot as npm would install it, the Node it brings, and the tests: its path. */
export function diskIn(folder: string, only: string | undefined): string {
  const staging = mkdtempSync(join(tmpdir(), 'parrot-vm-'))
  const disk = join(folder, 'parrot.img')
  try {
    install(join(staging, 'parrot'))
    cpSync(inside, join(staging, 'tests'), {recursive: true, verbatimSymlinks: true})
    writeFileSync(join(staging, 'package.json'), '{"type": "module"}\n')
    writeFileSync(join(staging, 'tests.sh'), script(only))
    execFileSync('chmod', ['-R', 'go=u-w', staging])
    rmSync(disk, {force: true})
    run('mke2fs', ['-q', '-t', 'ext4', '-L', 'parrot', '-d', staging, disk, '2G'])
  } finally {
    rmSync(staging, {recursive: true, force: true})
  }
  return disk
}

/** What the package holds, and what it depends on when it runs. */
function install(place: string): void {
  const modules = execFileSync('npm', ['ls', '--omit=dev', '--all', '--parseable'], {
    cwd: root,
    encoding: 'utf8',
  })
  const packed = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--dry-run', '--ignore-scripts'], {cwd: root, encoding: 'utf8'}),
  ) as Packed
  for (const {path} of packed[0]?.files ?? []) cpSync(join(root, path), join(place, path))
  for (const module of modules.split('\n').filter((path) => path.startsWith(`${root}/node_modules/`)))
    cpSync(module, join(place, relative(root, module)), {recursive: true, verbatimSymlinks: true})
  cpSync(process.execPath, join(place, 'node_modules/node/bin/node'))
}

type Packed = readonly {readonly files: readonly {readonly path: string}[]}[]

/** One file after the other: each has the whole machine. */
function script(only: string | undefined): string {
  const names = globSync('*.vm.ts', {cwd: inside}).sort()
  const wanted = names.filter(
    (name) => only === undefined || only.split(',').includes(name.replace('.vm.ts', '')),
  )
  if (wanted.length === 0)
    throw new Error(`--only is one of ${names.map((name) => name.replace('.vm.ts', '')).join(', ')}`)
  return `cd /srv/vm
parrot/node_modules/node/bin/node --test --test-concurrency=1 --test-reporter=spec ${wanted.map((name) => `tests/${name}`).join(' ')}
echo "${ended}$?"
`
}
