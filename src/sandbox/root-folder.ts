import {existsSync, lstatSync, mkdirSync, openSync, readlinkSync, renameSync, writeFileSync} from 'node:fs'
import type {Owner} from './grants.ts'
import {folderOf, hold, makeFolder, mount, scratch, type Policy} from './policy.ts'

/** Of the host's /etc, what programs need to start, to speak TLS and to tell the time. No names of people or machines. */
const ofEtc = [
  'ld.so.cache',
  'alternatives',
  'ssl/certs',
  'ssl/openssl.cnf',
  'ca-certificates',
  'pki/tls/certs',
  'pki/ca-trust/extracted',
  'localtime',
  'os-release',
  'services',
  'protocols',
  'mime.types',
  'perl',
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
  policy.words.push(
    '--proc',
    '/proc',
    '--tmpfs',
    '/proc/1',
    '--remount-ro',
    '/proc/1',
    '--remount-ro',
    '/proc',
  )
  policy.words.push('--dev', '/dev')
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
  makeFolder(policy, '/etc')
  for (const name of ofEtc) {
    const path = `/etc/${name}`
    if (!existsSync(path)) continue
    makeFolder(policy, folderOf(path))
    policy.words.push('--ro-bind', path, path)
  }
  for (const [name, text] of Object.entries(madeUp(who))) {
    policy.words.push('--perms', '0644')
    const file = kept(cache, `${name}-${who.uid}-${who.gid}`, text)
    mount(policy, '--file', hold(policy, openSync(file, 'r')), `/etc/${name}`)
  }
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
  mkdirSync(cache, {recursive: true, mode: 0o700})
  writeFileSync(`${path}.${process.pid}`, text)
  renameSync(`${path}.${process.pid}`, path)
  return path
}
