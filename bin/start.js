'use strict'
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

/** Loads the built program and runs it. */
module.exports = function start(root) {
  const cli = path.join(root, 'dist', 'cli.cjs')
  if (!fs.existsSync(cli)) {
    process.stderr.write(`Error: Parrot is not built here (${cli} is missing).\n→ In its repository: npm ci\n`)
    process.exitCode = 70
    return
  }
  const cache = codeCache()
  if (cache !== undefined) require('node:module').enableCompileCache(cache)
  require(cli).main(root)
}

/** A folder for compiled code that only this user can write to; undefined where there is none, and then code is compiled each time. */
function codeCache() {
  try {
    fs.mkdirSync(cacheFolder(process.env), {recursive: true, mode: 0o700})
    const folder = path.join(fs.realpathSync(cacheFolder(process.env)), 'code')
    if (!fs.existsSync(folder)) fs.mkdirSync(folder, {mode: 0o700})
    return ours(folder) ? folder : undefined
  } catch {
    return undefined
  }
}

function cacheFolder(env) {
  const absolute = (name) => (path.isAbsolute(env[name] || '') ? env[name] : undefined)
  const home = absolute('PARROT_HOME')
  if (home !== undefined) return path.join(home, 'cache')
  return path.join(absolute('XDG_CACHE_HOME') || path.join(os.homedir(), '.cache'), 'parrot')
}

/** What lies in it will be run: it is ours and closed to others, and above it nobody else can put another folder in its place. */
function ours(folder) {
  const own = fs.lstatSync(folder)
  if (!own.isDirectory() || own.uid !== process.getuid() || (own.mode & 0o077) !== 0) return false
  for (let above = path.dirname(folder); ; above = path.dirname(above)) {
    const {uid, mode} = fs.lstatSync(above)
    const others = (mode & 0o022) !== 0 && (mode & 0o1000) === 0
    if ((uid !== 0 && uid !== process.getuid()) || others) return false
    if (above === path.dirname(above)) return true
  }
}
