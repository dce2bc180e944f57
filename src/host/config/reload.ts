import {unsigned} from '../../config/unsigned.ts'
import {problem} from '../../text/problem.ts'
import type {Answer} from '../answer.ts'
import type {Work} from '../walk.ts'
import type {Host} from '../operation.ts'
import type {Part} from '../world-parts.ts'
import {askReload} from '../server/ask-reload.ts'
import {otherServer} from '../server/other.ts'
import {keepAsFound} from './written.ts'

/** The names that the scripts before Parrot had for parts, too. */
const partOf = {
  config: 'config',
  rbac: 'rbac',
  plugins: 'plugins',
  logging: 'logging',
  ipc: 'config',
} as const

type Taken = {readonly changed: readonly string[]; readonly restart: readonly string[]}

/**
 * Takes what the files say now: in this process where an agent asks it to, in the server of this home where a person does. What is wrong in
 * the files is said by file and line, and everything stays as it was.
 */
export async function reload(host: Host, {values, request, world}: Work): Promise<Answer> {
  const {modules = []} = values as {readonly modules?: readonly (keyof typeof partOf)[]}
  const only = modules.length > 0 ? modules.map((name) => partOf[name]) : undefined
  if (request.door === 'mcp') return reloadHere(host, only)
  const answer = await reloadServer(host, only)
  if (answer.outcome === 'ok' && (only ?? ['config']).includes('config') && world.problems.length === 0)
    await keepAsFound(host, request.by.name)
  // This process has read the same files a moment ago.
  return {...answer, problems: [...answer.problems, ...unsigned(world.config)]}
}

async function reloadHere(host: Host, only: readonly Part[] | undefined): Promise<Answer> {
  const reloaded = await host.reload(only)
  if (reloaded.effect === 'refused')
    return {outcome: 'broken', problems: [problem('reload_refused'), ...reloaded.problems]}
  return taken(reloaded.effect === 'reloaded' ? reloaded : {changed: [], restart: []})
}

/** Without one there is nobody to tell: every other process reads the files as they are, or follows them. */
async function reloadServer(host: Host, only: readonly Part[] | undefined): Promise<Answer> {
  const said = await askReload(host, only)
  if (said === 'nobody')
    return {
      ...taken({changed: [], restart: []}, false),
      problems: [(await otherServer(host)) ?? problem('reload_nobody')],
    }
  return 'outcome' in said ? said : taken(said, true)
}

function taken({changed, restart}: Taken, server?: boolean): Answer {
  const problems = restart.length > 0 ? [problem('reload_restart', {keys: restart.join(', ')})] : []
  return {outcome: 'ok', problems, output: {changed, restart, ...(server !== undefined && {server})}}
}
