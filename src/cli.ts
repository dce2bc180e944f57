import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Interfaces} from '@oclif/core'

/** Runs this process's command line; `root` is the folder that holds package.json. */
export async function main(root: string): Promise<void> {
  const pjson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Interfaces.PJSON
  const argv = process.argv.slice(2)
  if (argv.length === 1 && /^(?:--version|-[vV]|version)$/.test(argv[0] ?? '')) return sayVersion(pjson)
  const {session} = await import('./terminal/session.ts')
  await session({root, pjson}, argv, async () => {
    const {openParrot} = await import('./app.ts')
    return openParrot({...(await surroundings()), root, version: pjson.version})
  })
}

function sayVersion({name, version}: Interfaces.PJSON): void {
  process.stdout.write(`${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`)
}

async function surroundings() {
  const {userInfo} = await import('node:os')
  const {homeFolder, homeMissing} = await import('./terminal/home.ts')
  const home = homeFolder(process.env)
  const missing = homeMissing(home, process.env)
  if (missing !== undefined) throw Object.assign(new Error(missing.code), {problem: missing})
  const uid = process.getuid?.() ?? -1
  return {env: process.env, uid, username: username(uid, userInfo), home, cwd: folder()}
}

/** A uid need not have a name. */
function username(uid: number, userInfo: () => {readonly username: string}): string {
  try {
    return userInfo().username
  } catch {
    return String(uid)
  }
}

/** The folder one stands in may be gone. */
function folder(): string {
  try {
    return process.cwd()
  } catch {
    return '/'
  }
}
