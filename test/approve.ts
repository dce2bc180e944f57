import {openParrot} from '../src/app.ts'
import type {Surroundings} from '../src/config/paths.ts'
import type {CallResult} from '../src/host/request.ts'

/** Approves a plugin of this home as its owner would who has read what it asks for; the end of that. */
export async function approvePlugin(around: Surroundings, name: string): Promise<CallResult> {
  const parrot = await openParrot(around)
  const {operator: by} = parrot
  const signal = new AbortController().signal
  const ask = (tool: string, values: Readonly<Record<string, unknown>>) =>
    parrot.call({
      tool,
      by,
      door: 'terminal',
      input: async () => ({values}),
      dryRun: false,
      unsandboxed: false,
      signal,
      watch: {},
    })
  try {
    const proposed = await ask('plugin_propose', {name})
    if (proposed.outcome !== 'ok') return proposed
    const {accept, digest} = proposed.output as {readonly accept: string; readonly digest: string}
    return await ask('plugin_approve', {name, accept, digest})
  } finally {
    await parrot.close()
  }
}
