import {existsSync} from 'node:fs'
import {join} from 'node:path'
import type {Resource, ResourceTemplateType} from '@modelcontextprotocol/server'
import type {Parrot} from '../host/parrot.ts'
import type {Plugin} from '../host/plugin.ts'
import type {Command} from '../manifest/manifest.ts'
import type {Principal} from '../rbac/decision.ts'
import {plainLine} from '../text/plain.ts'
import {problem, says} from '../text/problem.ts'
import {titleOf} from './command-tool.ts'
import {served, type Served} from './served.ts'

const json = 'application/json'
const markdown = 'text/markdown'
export const recentEvents = 'parrot://events/recent'
export const health = 'parrot://health'

/** What this client may read besides calling tools. */
export function resources(parrot: Parrot, by: Principal): Resource[] {
  const may = (tool: string) => parrot.may(by, tool, 'mcp').effect === 'allow'
  const [events, well] = [says(problem('mcp_resource_events')), says(problem('mcp_resource_health'))]
  return [
    ...visiblePlugins(parrot, by).flatMap((plugin) => ofPlugin(plugin)),
    ...served(parrot, by).flatMap(ofCommand),
    ...(may('events_list')
      ? [{uri: recentEvents, name: 'events', title: 'Recent events', description: events, mimeType: json}]
      : []),
    ...(may('health_check')
      ? [{uri: health, name: 'health', title: 'Health of this machine', description: well, mimeType: json}]
      : []),
  ]
}

/** What a plugin serves at an address without inputs. */
function ofCommand({command, serves}: Served): Resource[] {
  if (!('resource' in serves) || serves.resource.includes('{')) return []
  return [{uri: serves.resource, ...aboutOf(command, serves)}]
}

function aboutOf({tool, path, description}: Command, {mimeType}: {readonly mimeType?: string}) {
  const about = {name: tool, title: titleOf(path), description: plainLine(description)}
  return {...about, ...(mimeType !== undefined && {mimeType})}
}

/** The plugins of which this client may see a command, by name. */
export function visiblePlugins(parrot: Parrot, by: Principal): Plugin[] {
  const seen = [...parrot.catalog.commands].filter(([tool]) => parrot.sees(by, tool, 'mcp'))
  return [...new Set(seen.map(([, {plugin}]) => plugin))].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function ofPlugin({name, dir}: Plugin): Resource[] {
  const title = plainLine(name)
  const manifest = {
    uri: manifestUri(name),
    name: `${name} manifest`,
    title: `${title}: manifest`,
    description: says(problem('mcp_resource_manifest', {name: title})),
    mimeType: json,
  }
  const readme = {
    uri: readmeUri(name),
    name: `${name} readme`,
    title: `${title}: README`,
    description: says(problem('mcp_resource_readme', {name: title})),
    mimeType: markdown,
  }
  return existsSync(join(dir, 'README.md')) ? [manifest, readme] : [manifest]
}

export const manifestUri = (name: string) => `parrot://plugins/${name}/manifest`
export const readmeUri = (name: string) => `parrot://plugins/${name}/readme`

/** The forms of the addresses above, of records of calls, of results that were too long for one answer, and what plugins serve. */
export function resourceTemplates(parrot: Parrot, by: Principal): ResourceTemplateType[] {
  const name = '{name}'
  const ofPlugins = served(parrot, by).flatMap(({command, serves}) =>
    'resource' in serves && serves.resource.includes('{')
      ? [{uriTemplate: serves.resource, ...aboutOf(command, serves)}]
      : [],
  )
  return [
    ...ofPlugins,
    {
      uriTemplate: 'parrot://calls/{call}',
      name: 'call',
      description: says(problem('mcp_resource_call')),
      mimeType: json,
    },
    {
      uriTemplate: manifestUri(name),
      name: 'manifest',
      description: says(problem('mcp_resource_manifest', {name})),
      mimeType: json,
    },
    {
      uriTemplate: readmeUri(name),
      name: 'readme',
      description: says(problem('mcp_resource_readme', {name})),
      mimeType: markdown,
    },
    {
      uriTemplate: 'parrot://calls/{call}/output{?from}',
      name: 'output',
      description: says(problem('mcp_resource_output')),
      mimeType: 'text/plain',
    },
  ]
}
