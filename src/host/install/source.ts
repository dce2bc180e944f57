import {statSync} from 'node:fs'
import {homedir} from 'node:os'
import {resolve} from 'node:path'
import {printable} from '../../manifest/show.ts'
import {problem, type Problem} from '../../text/problem.ts'

/** Where a plugin is to be fetched from. `text` is complete and absolute, and means the same wherever it is read again. */
export type Source =
  | {readonly kind: 'folder' | 'tarball'; readonly text: string; readonly path: string}
  | {readonly kind: 'npm'; readonly text: string; readonly spec: string}
  | {readonly kind: 'git'; readonly text: string; readonly url: string; readonly ref: string}

const npmName = /^(?!-)(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*(?:@[\w.^~<>=*+-]{1,64})?$/i
const webTarball = /^https?:\/\/[^\s\p{Cc}]+\.t(?:ar\.)?gz$/u
const gitAddress = /^(?:https|ssh|file):\/\/(?!-)(?![^/]*@-)[^\s\p{Cc}'"\\]+$/u
/** Somebody's name or token before a host, or a password in any address: npm's and git's words stand in the list of processes, and the source in the lock and in lists. */
const withSecret = /^(?:git\+)?(?:https?:\/\/[^/?#]*@|\w+:\/\/[^/?#@]*:[^/?#@]*@)/i
const refForm = /^(?!.*(?:\.\.|@\{|\/\/|\.lock$|[/.]$))[A-Za-z0-9][A-Za-z0-9._/+-]{0,199}$/

/**
 * What somebody asked for: a folder (`./x`, `/x`, `~/x`), a local or remote tarball, an npm name with or without a version, or a
 * git address or folder with a ref. A folder is meant only by something that looks like a path.
 */
export function readSource(text: string, cwd: string): Source | Problem {
  if (text !== printable(text) || text.startsWith('-') || text.length > 2000) return unknown(text)
  if (withSecret.test(text)) return problem('source_secret')
  if (text.startsWith('git+')) return gitSource(text.slice('git+'.length), text)
  if (webTarball.test(text)) return {kind: 'npm', text, spec: text}
  const spec = text.startsWith('npm:') ? text.slice('npm:'.length) : text
  if (looksLikePath(text)) return local(text, cwd)
  if (/\.t(?:ar\.)?gz$/.test(text)) return local(`./${text}`, cwd)
  if (!npmName.test(spec)) return unknown(text)
  return spec === text && isPlugin(resolve(cwd, text))
    ? problem('source_either', {name: text})
    : {kind: 'npm', text: `npm:${spec}`, spec}
}

/** Whoever stands beside a plugin's folder and names it hardly means a stranger's package of that name. */
const isPlugin = (folder: string) =>
  statSync(`${folder}/manifest.json`, {throwIfNoEntry: false})?.isFile() === true

/** Is it fetched from another machine, whatever lies on this one? What has a secret in it is fetched from nowhere. */
export function isElsewhere(text: string): boolean {
  const read = readSource(text, '/')
  if ('code' in read) return read.code === 'source_secret'
  return read.kind === 'npm' || (read.kind === 'git' && !read.url.startsWith('file:'))
}

/** An npm name has a slash only behind its scope, and an address has a colon. */
function looksLikePath(text: string): boolean {
  return text === '.' || text === '..' || text === '~' || (/^[^@:]*\//.test(text) && !text.startsWith('npm:'))
}

function local(text: string, cwd: string): Source | Problem {
  const [before = '', ...after] = text.split('#')
  const path = resolve(cwd, before.replace(/^~(?=\/|$)/, homedir()))
  if (after.length > 0 || isBare(path)) return gitSource(`file://${path}${text.slice(before.length)}`)
  return /\.t(?:ar\.)?gz$/.test(path)
    ? {kind: 'tarball', text: path, path}
    : {kind: 'folder', text: path, path}
}

function gitSource(address: string, asked = `git+${address}`): Source | Problem {
  const [url = '', ref = 'HEAD', ...more] = address.split('#')
  if (more.length > 0 || !gitAddress.test(url) || !refForm.test(ref)) return unknown(asked)
  return {kind: 'git', text: `git+${url}${ref === 'HEAD' ? '' : `#${ref}`}`, url, ref}
}

/** A git repository without a working folder: what it holds is its commits. */
function isBare(path: string): boolean {
  const is = (name: string) => statSync(`${path}/${name}`, {throwIfNoEntry: false})
  return is('HEAD')?.isFile() === true && is('objects')?.isDirectory() === true && is('refs') !== undefined
}

const unknown = (text: string) => problem('source_unknown', {source: printable(text)})
