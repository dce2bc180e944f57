import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'

/** A package that a test builds. */
export type Package = {
  readonly name: string
  readonly version: string
  readonly depends?: string
  /** Packages of pacman and RPM only: what it comes in place of. */
  readonly obsoletes?: string
  readonly provides?: string
  readonly postinst?: string
  /** Path → text; all of them are conffiles. */
  readonly conffiles?: Readonly<Record<string, string>>
}

/** A real archive of real packages in a folder, as apt reads it. `publish` adds to it. */
export type Repository = {
  readonly source: string
  readonly publish: (...packages: readonly Package[]) => void
  /** As archives do when a newer version comes. */
  readonly withdraw: (name: string, version: string) => void
  readonly remove: () => void
}

/** An empty one. `origin` is what its Release file says who publishes it. */
export function newRepository(origin: string): Repository {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-archive-'))
  chmodSync(folder, 0o755)
  const publish = (...packages: readonly Package[]) => {
    for (const one of packages) build(one, folder)
    index(folder, origin)
  }
  const withdraw = (name: string, version: string) => {
    rmSync(join(folder, `${name}_${version}_all.deb`))
    index(folder, origin)
  }
  publish()
  const source = `deb [trusted=yes] copy:${folder} ./\n`
  return {source, publish, withdraw, remove: () => rmSync(folder, {recursive: true, force: true})}
}

function build({name, version, depends, postinst, conffiles = {}}: Package, folder: string): void {
  const tree = mkdtempSync(join(tmpdir(), 'parrot-package-'))
  const put = (file: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(join(tree, file)), {recursive: true})
    writeFileSync(join(tree, file), text, {mode})
  }
  const control = [
    `Package: ${name}`,
    `Version: ${version}`,
    'Architecture: all',
    'Maintainer: A Test <test@example.com>',
    ...(depends === undefined ? [] : [`Depends: ${depends}`]),
    'Description: Of a test',
  ]
  put('DEBIAN/control', `${control.join('\n')}\n`)
  put(`usr/share/${name}/version`, `${version}\n`)
  if (postinst !== undefined) put('DEBIAN/postinst', `#!/bin/sh\nset -e\n${postinst}\n`, 0o755)
  for (const [file, text] of Object.entries(conffiles)) put(file, text)
  const names = Object.keys(conffiles).map((file) => `/${file}\n`)
  if (names.length > 0) put('DEBIAN/conffiles', names.join(''))
  chmodSync(tree, 0o755)
  execFileSync(
    'dpkg-deb',
    ['--root-owner-group', '--build', tree, join(folder, `${name}_${version}_all.deb`)],
    {stdio: 'ignore'},
  )
  rmSync(tree, {recursive: true})
}

function index(folder: string, origin: string): void {
  const options = {cwd: folder, encoding: 'utf8', stdio: 'pipe'} as const
  writeFileSync(join(folder, 'Packages'), execFileSync('dpkg-scanpackages', ['--multiversion', '.'], options))
  const bytes = readFileSync(join(folder, 'Packages'))
  const hash = createHash('sha256').update(bytes).digest('hex')
  const release = [
    `Origin: ${origin}`,
    `Label: ${origin}`,
    'Suite: stable',
    `Date: ${new Date().toUTCString()}`,
    'SHA256:',
    ` ${hash} ${bytes.length} Packages`,
  ]
  writeFileSync(join(folder, 'Release'), `${release.join('\n')}\n`)
}
