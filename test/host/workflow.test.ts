import {chmodSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import type {Principal} from '../../src/rbac/decision.ts'
import {newHome, put} from '../home.ts'
import {approvePlugin} from '../approve.ts'
import {needs} from '../needs.ts'

type Home = ReturnType<typeof newHome>

/** A home with plugins, each enabled by its owner; `ask` asks as `by`. */
async function homeWith(...manifests: readonly {readonly name: string; readonly [key: string]: unknown}[]) {
  const home = newHome({
    'config/rbac_roles.json': {roles: {runner: {permissions: ['nightly:execute', 'chat:say']}}},
    'config/rbac_users.json': {users: {bob: {roles: ['viewer']}}},
  })
  for (const manifest of manifests) give(home, manifest)
  for (const {name} of manifests) expect(await approvePlugin(home, name)).toMatchObject({outcome: 'ok'})
  const parrot = await openParrot(home)
  onTestFinished(() => parrot.close())
  const bob: Principal = {name: 'bob', roles: ['runner'], evidence: 'uid 4242'}
  return {
    home,
    ask: (tool: string, by = bob) => call(parrot, tool, by),
    events: () => call(parrot, 'events_list', parrot.operator),
  }
}

function give(home: Home, manifest: {readonly name: string; readonly [key: string]: unknown}): void {
  const folder = join(home.home, 'data/plugins', manifest.name)
  put(join(folder, 'run.sh'), '#!/bin/sh\n[ "$PARROT_PLUGIN" != fails ]\n')
  chmodSync(join(folder, 'run.sh'), 0o700)
  put(join(folder, 'manifest.json'), {version: '1.0.0', description: 'Of a test', ...manifest})
}

function call(
  parrot: Awaited<ReturnType<typeof openParrot>>,
  tool: string,
  by: Principal,
  values: Record<string, unknown> = {},
) {
  const signal = new AbortController().signal
  return parrot.call({
    tool,
    by,
    door: 'terminal',
    input: async () => ({values}),
    dryRun: false,
    unsandboxed: false,
    signal,
    watch: {},
  })
}

const sweep = {name: 'sweep', entrypoint: 'run.sh', permissions: ['sweep:run']}
const fails = {name: 'fails', entrypoint: 'run.sh', permissions: ['fails:run']}
const workflow = (name: string, permissions: string[], ...steps: object[]) => ({
  name,
  permissions,
  entrypoint: {workflow: steps},
})

needs('bwrap', 'apt-get install bubblewrap')('a workflow', () => {
  test('calls its steps as whole calls below it; its own execute covers their actions', async () => {
    const {ask, events} = await homeWith(
      sweep,
      workflow('nightly', ['nightly:execute'], {call: 'sweep'}, {call: 'sweep'}),
    )
    expect(await ask('sweep')).toMatchObject({outcome: 'unknown'})
    const result = await ask('nightly')
    expect(result).toMatchObject({
      outcome: 'ok',
      output: {
        steps: [
          {tool: 'sweep', outcome: 'ok'},
          {tool: 'sweep', outcome: 'ok'},
        ],
      },
    })
    const all = [
      ...(
        (await events()).output as {
          events: Iterable<{payload: {parent?: string}; metadata: {correlation_id: string}}>
        }
      ).events,
    ]
    expect(all.filter(({payload}) => payload.parent === result.call)).toHaveLength(2)
    expect(all.filter(({metadata}) => metadata.correlation_id === result.call)).toHaveLength(9)
  })

  test('ends at the first step that fails, unless that may fail', async () => {
    const steps = [{call: 'fails'}, {call: 'sweep'}]
    const strict = await homeWith(sweep, fails, workflow('nightly', ['nightly:execute'], ...steps))
    expect(await strict.ask('nightly')).toMatchObject({outcome: 'failed', output: {steps: [{tool: 'fails'}]}})
    const lax = await homeWith(
      sweep,
      fails,
      workflow('nightly', ['nightly:execute'], {...steps[0], continueOnError: true}, {call: 'sweep'}),
    )
    expect(await lax.ask('nightly')).toMatchObject({
      outcome: 'ok',
      output: {steps: [{outcome: 'failed'}, {outcome: 'ok'}]},
    })
  })

  test('of a stranger lends nobody a right: not by an action that everybody holds', async () => {
    const {ask} = await homeWith(sweep, workflow('sly', ['chat:say'], {call: 'sweep'}))
    expect(await ask('sly')).toMatchObject({
      outcome: 'unknown',
      output: {steps: [{tool: 'sweep', outcome: 'unknown'}]},
    })
  })

  test('never covers an operation of Parrot’s own', async () => {
    const grant = {call: 'user_grant', input: {user: 'bob', role: 'admin'}}
    const {ask, home} = await homeWith(workflow('nightly', ['nightly:execute'], grant))
    expect(await ask('nightly')).toMatchObject({
      outcome: 'denied',
      output: {steps: [{tool: 'user_grant', outcome: 'denied'}]},
    })
    expect(JSON.parse(readFileSync(join(home.home, 'config/rbac_users.json'), 'utf8'))).toEqual({
      users: {bob: {roles: ['viewer']}},
    })
  })

  test('that calls itself ends', async () => {
    const {ask} = await homeWith(workflow('nightly', ['nightly:execute'], {call: 'nightly'}))
    expect(JSON.stringify((await ask('nightly')).problems)).toContain('workflow_deep')
  })
})

test('what a workflow calls is part of what is asked', async () => {
  const home = newHome()
  give(home, sweep)
  give(home, workflow('nightly', ['nightly:execute'], {call: 'sweep'}))
  const parrot = await openParrot(home)
  onTestFinished(() => parrot.close())
  const {output} = await call(parrot, 'plugin_propose', parrot.operator, {name: 'nightly'})
  const {accept} = output as {accept: string}
  expect(output).toMatchObject({words: expect.arrayContaining([expect.stringContaining('calls sweep')])})
  const stale = await call(parrot, 'plugin_approve', parrot.operator, {
    name: 'nightly',
    accept,
    digest: 'sha512-other',
  })
  expect(stale).toMatchObject({outcome: 'invalid_input', problems: [{code: 'proposal_changed'}]})
})
