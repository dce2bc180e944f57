import {join} from 'node:path'
import {
  ResourceNotFoundError,
  type CallToolResult,
  type InputRequiredResult,
  type ReadResourceResult,
} from '@modelcontextprotocol/server'
import {readSafely} from '../config/safe-file.ts'
import type {Plugin} from '../host/plugin.ts'
import {plain} from '../text/plain.ts'
import {callTool} from './call-tool.ts'
import {inert} from './inert.ts'
import {readServed, type Asking} from './read-served.ts'
import {health, recentEvents, visiblePlugins} from './resources.ts'
import type {Session} from './session.ts'

type Content = {readonly mimeType: string; readonly text: string}

const ofPlugin = /^parrot:\/\/plugins\/([a-z0-9_]{1,40})\/(manifest|readme)$/
const ofCall = /^parrot:\/\/calls\/([0-9a-f-]{36})\/output(?:\?from=(\d{1,9}))?$/
const ofRecord = /^parrot:\/\/calls\/([0-9a-f-]{36})$/
const nothing = {isError: true}
const largestReadme = 256 * 1024
const newestEvents = 50
const json = (value: unknown) => ({mimeType: 'application/json', text: JSON.stringify(inert(value))})

/** What stands at an address, as far as this client may know of it; anything else is not there. */
export async function readResource(
  session: Session,
  uri: string,
  asking: Asking,
): Promise<ReadResourceResult | InputRequiredResult> {
  const found =
    (await called(session, uri, asking.signal)) ??
    (await outputOf(session, uri)) ??
    (await pluginText(session, uri))
  if (found !== undefined) return {contents: [{uri, ...found}]}
  const ofPlugin = uri.startsWith('parrot:') ? undefined : await readServed(session, uri, asking)
  if (ofPlugin === undefined) throw new ResourceNotFoundError(plain(uri.slice(0, 200)))
  return ofPlugin
}

/** Through the corridor, as the tool would be. Undefined where it does not go well, as if it were not there. */
async function called(session: Session, uri: string, signal: AbortSignal): Promise<Content | undefined> {
  const [, call] = ofRecord.exec(uri) ?? []
  const tool = uri === health ? 'health_check' : 'events_list'
  if (uri !== recentEvents && uri !== health && call === undefined) return undefined
  const given = uri === health ? {} : call === undefined ? {limit: newestEvents} : {correlation: call}
  const {result} = await callTool(session, tool, given, {signal, watch: {}}).catch(() => ({result: nothing}))
  const {isError, structuredContent: data} = result as CallToolResult
  if (isError === true || data === undefined || (call !== undefined && empty(data))) return undefined
  return json(data)
}

const empty = (data: unknown) => (data as {readonly events?: readonly unknown[]}).events?.length === 0

/** For who may still have it: it was made with the rights of then. */
async function outputOf({kept, now}: Session, uri: string): Promise<Content | undefined> {
  const [, call, from = '0'] = ofCall.exec(uri) ?? []
  if (call === undefined) return undefined
  const {parrot, by} = await now()
  const part = kept.part(call, Number(from))
  if (part === undefined || parrot.may(by, part.tool, 'mcp').effect !== 'allow') return undefined
  return {mimeType: 'text/plain', text: part.text}
}

async function pluginText(session: Session, uri: string): Promise<Content | undefined> {
  const [, name, what] = ofPlugin.exec(uri) ?? []
  if (name === undefined) return undefined
  const {parrot, by} = await session.now()
  const plugin = visiblePlugins(parrot, by).find((one) => one.name === name)
  if (plugin === undefined) return undefined
  return what === 'readme' ? readme(plugin) : manifest(plugin)
}

function manifest(plugin: Plugin): Content | undefined {
  const loaded = plugin.load()
  return 'problem' in loaded ? undefined : json(loaded.manifest)
}

/** A link or a file that others can write is none. */
function readme({dir}: Plugin): Content | undefined {
  const file = readSafely(join(dir, 'README.md'), process.getuid?.() ?? -1, largestReadme)
  if (file === undefined || 'code' in file) return undefined
  return {mimeType: 'text/markdown', text: plain(file.text)}
}
