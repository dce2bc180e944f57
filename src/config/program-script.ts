/**
 * What the child runs: cosmiconfig's loader, and on descriptor 3 a line for each file it loads and one for what came of it. A file that
 * others can write is not loaded, whoever imports it; what JSON does not have is named by where it stands.
 */
export const programScript = `
import {writeSync, statSync} from 'node:fs'
import {registerHooks} from 'node:module'
import {extname} from 'node:path'
import {fileURLToPath} from 'node:url'
const [cosmiconfig, file, uid] = process.argv.slice(1)
const {defaultLoaders} = (await import(cosmiconfig)).default
const say = (what) => {
  const bytes = Buffer.from(JSON.stringify(what) + '\\n')
  for (let at = 0; at < bytes.length;) at += writeSync(3, bytes, at)
}
const others = (path) => {
  const {uid: owner, mode} = statSync(path)
  return (owner !== Number(uid) && owner !== 0) || (mode & 0o022) !== 0
}
registerHooks({
  load(url, context, next) {
    if (url.startsWith('file:')) {
      const path = fileURLToPath(url)
      say({loads: path})
      if (others(path)) throw new Error(path + ' can be written by others')
    }
    return next(url, context)
  },
})
const strange = (value, path, above) => {
  if (value === undefined || value === null || typeof value === 'string' || typeof value === 'boolean') return
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : {path, what: String(value)}
  if (typeof value !== 'object') return {path, what: 'a ' + typeof value}
  if (above.includes(value)) return {path, what: 'a part of itself'}
  if (above.length >= 32) return {path, what: 'nested more than 32 deep'}
  const kind = Object.getPrototypeOf(value)
  if (!Array.isArray(value) && kind !== Object.prototype && kind !== null)
    return {path, what: 'a ' + (kind.constructor?.name || 'strange object')}
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__proto__') return {path: [...path, key], what: 'a key that may not be called so'}
    const found = strange(inner, [...path, key], [...above, value])
    if (found) return found
  }
}
try {
  const value = await defaultLoaders[extname(file)](file, '')
  const found = strange(value, [], [])
  say(found ? {strange: found} : {value: value ?? null})
} catch (error) {
  const {message, stack} = error instanceof Error ? error : {message: String(error), stack: ''}
  say({error: {message: String(message).split('\\n')[0], stack: String(stack)}})
  // Only so does Node say where in the file it is.
  if (error instanceof SyntaxError) throw error
}
process.exit()
`
