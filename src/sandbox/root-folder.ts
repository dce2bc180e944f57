import {existsSync, lstatSync, openSync, readlinkSync, renameSync, writeFileSync} from 'node:fs'
import {makeFolders} from '../events/make-folders.ts'
import type {Owner} from './grants.ts'
import {folderOf, hold, makeFolder, mount, scratch, type Policy} from './policy.ts'

/** Folders of the host's /etc: which program a name stands for, and whom to believe in TLS. A mount each, so few. */
const mountedOfEtc = [
  'alternatives',
  'ssl/certs',
  'ca-certificates/extracted',
  'pki/tls/certs',
  'pki/ca-trust/extracted',
]
/** Files of it that programs want to start, to tell the time and to know a port by its name. */
const copiedOfEtc = [
  'ld.so.cache',
  'localtime',
  'os-release',
  'services',
  'protocols',
  'mime.types',
  'ssl/openssl.cnf',
]

/**
 * A root folder of /usr, a little of /etc, and scratch space of `bytes`. /run, /home, /root and /var do not exist. `cache`
 * is a folder of Parrot's for the few files that are made up.
 */
export function mountRoot(policy: Policy, who: Owner, bytes: number, cache: string): void {
  policy.words.push('--ro-bind', '/usr', '/usr')
  policy.folders.add('/usr')
  for (const name of ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32']) systemFolder(policy, name)
  mountEtc(policy, who, cache)
  policy.words.push('--proc', '/proc', '--remount-ro', '/proc', '--dev', '/dev')
  scratch(policy, '/dev/shm', bytes)
  policy.words.push('--remount-ro', '/dev')
  scratch(policy, '/tmp', bytes)
}

/** /bin is a link to usr/bin, or a folder of its own on a machine from before that. */
function systemFolder(policy: Policy, name: string): void {
  const found = lstatSync(`/${name}`, {throwIfNoEntry: false})
  if (found?.isSymbolicLink()) policy.words.push('--symlink', readlinkSync(`/${name}`), `/${name}`)
  else if (found) policy.words.push('--ro-bind', `/${name}`, `/${name}`)
}

function mountEtc(policy: Policy, who: Owner, cache: string): void {
  for (const path of mountedOfEtc.map(inEtc).filter((path) => existsSync(path))) {
    makeFolder(policy, folderOf(path))
    policy.words.push('--ro-bind', path, path)
  }
  for (const path of copiedOfEtc.map(inEtc).filter((path) => existsSync(path))) copyFile(policy, path, path)
  for (const [name, text] of Object.entries(madeUp(who))) {
    copyFile(policy, kept(cache, `${name}-${who.uid}-${who.gid}`, text), inEtc(name))
  }
}

function inEtc(name: string): string {
  return `/etc/${name}`
}

function copyFile(policy: Policy, from: string, to: string): void {
  makeFolder(policy, folderOf(to))
  policy.words.push('--perms', '0644')
  mount(policy, '--file', hold(policy, openSync(from, 'r')), to)
}

/** A program may ask who it is, and what localhost is. */
function madeUp({uid, gid}: Owner): Record<string, string> {
  return {
    passwd: `root:x:0:0::/:/usr/sbin/nologin\n${uid === 0 ? '' : `parrot:x:${uid}:${gid}::/data:/bin/sh\n`}`,
    group: `root:x:0:\n${gid === 0 ? '' : `parrot:x:${gid}:\n`}`,
    hosts: '127.0.0.1 localhost\n::1 localhost\n',
  }
}

function kept(cache: string, name: string, text: string): string {
  const path = `${cache}/${name}`
  if (existsSync(path)) return path
  makeFolders(cache)
  writeFileSync(`${path}.${process.pid}`, text)
  renameSync(`${path}.${process.pid}`, path)
  return path
}
