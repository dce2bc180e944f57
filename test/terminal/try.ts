import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {session} from '../../src/terminal/session.ts'
import {openParrot} from './stand-in.ts'

const root = join(import.meta.dirname, '..', '..')
const pjson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {name: string; version: string}
await session({root, pjson: pjson as never}, process.argv.slice(2), () => openParrot({env: process.env, root, version: pjson.version}))
