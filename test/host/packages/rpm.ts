import {execFileSync} from 'node:child_process'
import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Package, Repository} from './repository.ts'

/** The newest versions that an advisory speaks of as a matter of security, by name. */
type Advisories = Map<string, string>

/** An archive of real RPM packages, as dnf reads it. */
export function newRpmRepository(): Repository & {readonly advise: (name: string, version: string) => void} {
  const folder = mkdtempSync(join(tmpdir(), 'parrot-rpms-'))
  chmodSync(folder, 0o755)
  const advisories: Advisories = new Map()
  const publish = (...packages: readonly Package[]) => {
    if (packages.length > 0) build(packages, folder)
    index(folder, advisories)
  }
  publish()
  return {
    source: `[test]\nname=Test\nbaseurl=file://${folder}\nenabled=1\ngpgcheck=0\n`,
    publish,
    withdraw: (name, version) => {
      rmSync(join(folder, `${name}-${version}-1.noarch.rpm`))
      index(folder, advisories)
    },
    advise: (name, version) => {
      advisories.set(name, version)
      index(folder, advisories)
    },
    remove: () => rmSync(folder, {recursive: true, force: true}),
  }
}

function build(packages: readonly Package[], folder: string): void {
  const top = mkdtempSync(join(tmpdir(), 'parrot-rpmbuild-'))
  for (const one of packages) {
    const spec = join(top, `${one.name}.spec`)
    writeFileSync(spec, specOf(one))
    const defines = [
      `_topdir ${top}`,
      `_rpmdir ${folder}`,
      `_dbpath ${top}/db`,
      '_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm',
    ]
    const options = defines.flatMap((define) => ['--define', define])
    execFileSync('rpmbuild', ['-bb', '--nodeps', '--quiet', ...options, spec], {stdio: 'pipe'})
  }
  rmSync(top, {recursive: true})
}

function specOf({name, version, depends, obsoletes, provides, postinst, conffiles = {}}: Package): string {
  const files = Object.entries(conffiles)
  return [
    `Name: ${name}`,
    `Version: ${version}`,
    'Release: 1',
    'Summary: Of a test',
    'License: MIT',
    'BuildArch: noarch',
    'AutoReqProv: no',
    ...(depends === undefined ? [] : [`Requires: ${depends}`]),
    ...(obsoletes === undefined ? [] : [`Obsoletes: ${obsoletes}`]),
    ...(provides === undefined ? [] : [`Provides: ${provides}`]),
    '%description',
    'Of a test',
    '%install',
    `mkdir -p %{buildroot}/usr/share/${name} %{buildroot}/etc`,
    `echo ${version} > %{buildroot}/usr/share/${name}/version`,
    ...files.map(([file, text]) => `printf '%s' '${text}' > %{buildroot}/${file}`),
    ...(postinst === undefined ? [] : ['%post', postinst]),
    '%files',
    `/usr/share/${name}`,
    ...files.map(([file]) => `%config(noreplace) /${file}`),
    '',
  ].join('\n')
}

function index(folder: string, advisories: Advisories): void {
  execFileSync('createrepo_c', ['--quiet', '--update', '--general-compress-type=gz', folder], {stdio: 'pipe'})
  if (advisories.size === 0) return
  const updates = [...advisories].map(
    ([name, version]) =>
      `<update from="test" status="final" type="security" version="1"><id>TEST-${name}</id><title>t</title><issued date="2026-01-01 00:00:00"/><pkglist><collection short="t"><name>t</name><package name="${name}" version="${version}" release="1" epoch="0" arch="noarch"><filename>${name}-${version}-1.noarch.rpm</filename></package></collection></pkglist></update>`,
  )
  const scratch = mkdtempSync(join(tmpdir(), 'parrot-updateinfo-'))
  mkdirSync(scratch, {recursive: true})
  writeFileSync(
    join(scratch, 'updateinfo.xml'),
    `<?xml version="1.0"?>\n<updates>${updates.join('')}</updates>\n`,
  )
  execFileSync(
    'modifyrepo_c',
    ['--mdtype=updateinfo', join(scratch, 'updateinfo.xml'), join(folder, 'repodata')],
    {stdio: 'pipe'},
  )
  rmSync(scratch, {recursive: true})
}
