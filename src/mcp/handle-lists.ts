import type {ServerContext} from '@modelcontextprotocol/server'
import type {Values} from '../host/admit.ts'
import {complete} from './complete.ts'
import type {OwnServer} from './own-server.ts'
import {prompt, prompts} from './prompts.ts'
import {getServed, type Asking} from './read-served.ts'
import {readResource} from './read-resource.ts'
import {resources, resourceTemplates} from './resources.ts'
import type {Session} from './session.ts'
import {roundOf} from './talk.ts'
import {offeredTo} from './tool.ts'
import {watchFor} from './watch-for.ts'

/** The longest list of addresses that one client can want to be told of. */
const mostWatched = 1000

/** Lists, resources, prompts and completion: all of it as this client may see it now. */
export function handleLists(mcp: OwnServer, session: Session): void {
  const {server} = mcp
  const seen = async () => {
    const {parrot, by} = await session.now()
    return [parrot, by] as const
  }
  const asking = (context: ServerContext, name: string, given: Values): Asking => {
    const {talk, ask} = roundOf(context, server.getClientCapabilities(), session.seal, {name, given})
    return {signal: context.mcpReq.signal, watch: watchFor(context, name, session.asked.logLevel), talk, ask}
  }
  server.setRequestHandler('tools/list', async () => ({tools: offeredTo(...(await seen()))}))
  server.setRequestHandler('resources/list', async () => ({resources: resources(...(await seen()))}))
  server.setRequestHandler('resources/templates/list', async () => ({
    resourceTemplates: resourceTemplates(...(await seen())),
  }))
  server.setRequestHandler('resources/read', ({params: {uri}}, context) =>
    readResource(session, uri, asking(context, uri, {})),
  )
  server.setRequestHandler('resources/subscribe', ({params: {uri}}) => {
    if ((mcp.watched?.size ?? mostWatched) < mostWatched) mcp.watched?.add(uri)
    return {}
  })
  server.setRequestHandler('resources/unsubscribe', ({params: {uri}}) => {
    mcp.watched?.delete(uri)
    return {}
  })
  server.setRequestHandler('prompts/list', async () => ({prompts: prompts(...(await seen()))}))
  server.setRequestHandler('prompts/get', async ({params}, context) => {
    const {name, arguments: given = {}} = params
    const served = await getServed(session, name, given, asking(context, name, given))
    return served ?? prompt(...(await seen()), params)
  })
  server.setRequestHandler('completion/complete', async ({params}) => complete(...(await seen()), params))
}
