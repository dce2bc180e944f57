import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {userInfo} from 'node:os'
import {openParrot} from '../../src/app.ts'
import {homeWith, sampleManifest} from './homes.ts'

const [rounds, inFlight] = [25, 200]
const root = join(import.meta.dirname, '../..')

/** A reload with 100 roles, 1,000 users and 500 plugins, each time something of all four is another, while 200 calls are on their way. */
async function bench(): Promise<void> {
  const plugins = Array.from({length: 500}, (_, at) => sampleManifest(`plugin_${at}`))
  const home = await homeWith(plugins, '#!/bin/sh\ntrue\n')
  const {uid, username} = userInfo()
  const put = (name: string, content: unknown) =>
    writeFileSync(join(home, 'config', name), JSON.stringify(content), {mode: 0o600})
  const roles = (round: number) =>
    Object.fromEntries(
      Array.from({length: 100}, (_, at) => [
        `role_${at}`,
        {permissions: ['mcp:read', `plugin-${at}:execute`, `round-${round}:run`]},
      ]),
    )
  const users = (round: number) => ({
    me: {roles: ['admin'], uid},
    ...Object.fromEntries(
      Array.from({length: 1000}, (_, at) => [
        `user_${at}`,
        {roles: [`role_${(at + round) % 100}`], uid: 100_000 + at},
      ]),
    ),
  })
  const write = (round: number) => {
    put('config.json', {limits: {pids: 64 + round, rate: 1_000_000}})
    put('rbac_roles.json', {roles: roles(round)})
    put('rbac_users.json', {users: users(round)})
    const manifest = join(home, 'data/plugins/plugin_7/manifest.json')
    writeFileSync(manifest, readFileSync(manifest, 'utf8'))
  }
  write(0)
  const parrot = await openParrot({
    env: {PARROT_HOME: home},
    uid,
    username,
    home,
    cwd: '/',
    root,
    version: '0.1.0',
  })
  const call = async () => {
    const values = {key: 'limits.pids'}
    const {outcome} = await parrot.call({
      tool: 'config_get',
      by: parrot.operator,
      door: 'mcp',
      input: async () => {
        await new Promise((resolve) => setImmediate(resolve))
        return {values}
      },
      dryRun: false,
      unsandboxed: false,
      signal: new AbortController().signal,
      watch: {},
    })
    return outcome
  }
  const [idle, busy]: [number[], number[]] = [[], []]
  let failed = 0
  for (let round = 1; round <= rounds * 2; round++) {
    write(round)
    await new Promise((resolve) => setTimeout(resolve, 150))
    const calls = round % 2 ? Array.from({length: inFlight}, call) : []
    const begun = performance.now()
    const {effect} = await parrot.reload()
    ;(round % 2 ? busy : idle).push(performance.now() - begun)
    if (effect !== 'reloaded') throw new Error(effect)
    failed += (await Promise.all(calls)).filter((outcome) => outcome !== 'ok').length
  }
  await parrot.close()
  process.stdout.write(`100 roles, 1,000 users, 500 plugins, ${rounds} rounds each\n`)
  process.stdout.write(
    `reload ${spread(idle)}; with ${inFlight} calls in flight ${spread(busy)} (bound 150)\n`,
  )
  process.stdout.write(`calls that failed: ${failed} of ${rounds * inFlight}\n`)
  if (failed > 0) process.exitCode = 1
}

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1)
  return `median ${at(0.5)} ms (${at(0)} to ${at(1)})`
}

await bench()
