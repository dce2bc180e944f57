import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {onTestFinished} from 'vitest'
import {put} from '../../home.ts'
import type {Package} from './repository.ts'
import {system, type Settings} from './system.ts'

/** This machine as an Arch Linux, whose only source is the test's, and with these packages installed from it by pacman. */
export async function arch(packages: readonly Package[], settings: Settings = {}) {
  const one = await system(settings)
  const {home, sh} = one
  const main = newArchRepository()
  onTestFinished(() => main.remove())
  main.publish(...packages)
  put(
    join(home, 'pacman.conf'),
    `[options]\nArchitecture = x86_64\nSigLevel = Never\n[test]\nServer = file://${main.folder}\n`,
  )
  sh(
    `rm -rf /var/lib/pacman/* /var/cache/pacman/pkg/* /usr/share/parrot-* /etc/parrot-*; mkdir -p /var/lib/pacman; cp ${home}/pacman.conf /etc/pacman.conf; chmod 644 /etc/pacman.conf; echo 'ID=arch' > /etc/os-release`,
  )
  const fetch = () => sh('pacman -Sy 2>&1')
  fetch()
  const names = [...new Set(packages.map(({name}) => name))]
  sh(`pacman -S --noconfirm ${names.join(' ')} 2>&1`)
  const versionOf = (name: string) => sh(`pacman -Q ${name} | sed 's/.* //; s/-1$//' || true`)
  const hold = (name: string) => sh(`sed -i 's/^SigLevel/IgnorePkg = ${name}\\n&/' /etc/pacman.conf`)
  return {...one, main, fetch, versionOf, hold}
}

/** An archive of real packages of pacman's, each made with tar as makepkg makes it, and a database as repo-add does. */
function newArchRepository() {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-pacman-'))
  chmodSync(folder, 0o755)
  const newest = new Map<string, Package>()
  let second = 0
  const publish = (...packages: readonly Package[]) => {
    for (const one of packages) {
      build(one, folder)
      newest.set(one.name, one)
    }
    index(folder, [...newest.values()])
    // pacman fetches a list only where it is a whole second newer than its own; publishing twice in one would go unseen.
    second = Math.max(second + 1, Math.floor(Date.now() / 1000))
    utimesSync(join(folder, 'test.db'), second, second)
  }
  return {folder, publish, remove: () => rmSync(folder, {recursive: true, force: true})}
}

const archiveOf = ({name, version}: Package) => `${name}-${version}-1-any.pkg.tar.zst`

function build(one: Package, folder: string): void {
  const {name, version, depends, obsoletes, postinst, conffiles = {}} = one
  const tree = newTree()
  const info = {
    pkgname: [name],
    pkgver: [`${version}-1`],
    pkgdesc: ['Of a test'],
    arch: ['any'],
    size: ['1'],
    depend: depends === undefined ? [] : [depends],
    replaces: obsoletes === undefined ? [] : [obsoletes],
    conflict: obsoletes === undefined ? [] : [obsoletes],
    backup: Object.keys(conffiles),
  }
  const lines = Object.entries(info).flatMap(([key, values]) => values.map((value) => `${key} = ${value}\n`))
  tree.put('.PKGINFO', lines.join(''))
  tree.put(`usr/share/${name}/version`, `${version}\n`)
  for (const [file, text] of Object.entries(conffiles)) tree.put(file, text)
  if (postinst !== undefined)
    tree.put('.INSTALL', `post_install() {\n${postinst}\n}\npost_upgrade() {\n${postinst}\n}\n`)
  tree.pack(join(folder, archiveOf(one)))
}

function index(folder: string, packages: readonly Package[]): void {
  const tree = newTree()
  for (const one of packages) {
    const file = join(folder, archiveOf(one))
    const fields = {
      FILENAME: archiveOf(one),
      NAME: one.name,
      VERSION: `${one.version}-1`,
      CSIZE: String(statSync(file).size),
      ISIZE: '1',
      SHA256SUM: createHash('sha256').update(readFileSync(file)).digest('hex'),
      ARCH: 'any',
      ...(one.depends === undefined ? {} : {DEPENDS: one.depends}),
      ...(one.obsoletes === undefined ? {} : {REPLACES: one.obsoletes, CONFLICTS: one.obsoletes}),
    }
    const text = Object.entries(fields).map(([key, value]) => `%${key}%\n${value}\n\n`)
    tree.put(`${one.name}-${one.version}-1/desc`, text.join(''))
  }
  tree.pack(join(folder, 'test.db'))
}

function newTree() {
  const tree = mkdtempSync(join(tmpdir(), 'parrot-tree-'))
  const put = (file: string, text: string) => {
    mkdirSync(dirname(join(tree, file)), {recursive: true})
    writeFileSync(join(tree, file), text)
  }
  const pack = (file: string) => {
    // An archive begins with the files about the package.
    execFileSync('sh', ['-c', 'tar --zstd --owner=0 --group=0 -cf "$1" $(ls -A)', 'sh', file], {
      cwd: tree,
      stdio: 'pipe',
    })
    rmSync(tree, {recursive: true})
  }
  return {put, pack}
}
