import {execFileSync} from 'node:child_process'
import {chmodSync, copyFileSync, cpSync, mkdtempSync, rmSync, statSync} from 'node:fs'
import {dirname, join} from 'node:path'

/** The ordinary user that tests under root also run as: one of the machine's, made where it is not there yet. */
export function secondUser(): {readonly uid: number; readonly gid: number} {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, name], {stdio: ['ignore', 'pipe', 'ignore']}).toString())
  try {
    return {uid: id('-u'), gid: id('-g')}
  } catch {
    execFileSync('/usr/sbin/useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', name])
    return {uid: id('-u'), gid: id('-g')}
  }
}

const name = 'parrot-test'
const top = join(import.meta.dirname, '../..')

/** A copy of what is needed to run a sandbox, that every user can read, and a Node that every user can run. */
export function copyForAll(): {readonly folder: string; readonly node: string; remove(): void} {
  const folder = mkdtempSync('/tmp/parrot-copy-')
  for (const path of ['src', 'package.json', 'test/sandbox', 'test/fixtures/plugins']) {
    cpSync(join(top, path), join(folder, path), {recursive: true})
  }
  execFileSync('chmod', ['-R', 'go+rX', folder])
  return {folder, node: nodeForAll(folder), remove: () => rmSync(folder, {recursive: true, force: true})}
}

function nodeForAll(folder: string): string {
  if (reachable(process.execPath)) return process.execPath
  const copy = join(folder, 'node')
  copyFileSync(process.execPath, copy)
  chmodSync(copy, 0o755)
  return copy
}

function reachable(path: string): boolean {
  return (statSync(path).mode & 0o001) !== 0 && (path === '/' || reachable(dirname(path)))
}
