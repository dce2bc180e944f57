import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {openParrot} from '../../src/app.ts'
import {newHome} from '../home.ts'
import {needs} from '../needs.ts'
import {
  ask as askOf,
  give,
  homeWith as homeOf,
  parrotIn,
  tool,
  workflow as nightly,
  type Manifest,
} from './workflow-home.ts'

async function homeWith(...manifests: readonly Manifest[]) {
  const home = await homeOf(...manifests)
  return {home, ...(await parrotIn(home))}
}

const sweep = tool('sweep')
const workflow = (name: string, permissions: string[], ...steps: object[]) =>
  nightly(steps, {name, permissions})

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
    const all = await events()
    expect(all.filter(({payload}) => payload['parent'] === result.call)).toHaveLength(2)
    expect(all.filter(({metadata}) => metadata.correlation_id === result.call)).toHaveLength(10)
  })

  test('ends at the first step that fails, unless that may fail', async () => {
    const fails = tool('fails')
    const steps = [{call: 'fails', input: {do: 'false'}}, {call: 'sweep'}]
    const strict = await homeWith(sweep, fails, workflow('nightly', ['nightly:execute'], ...steps))
    expect(await strict.ask('nightly')).toMatchObject({
      outcome: 'failed',
      output: {
        steps: [
          {tool: 'fails', outcome: 'failed', status: 'critical', attempts: 1},
          {tool: 'sweep', outcome: null, status: 'not_applicable', attempts: 0},
        ],
      },
    })
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
      outcome: 'broken',
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

  test('changes nothing of Parrot itself, for an administrator either', async () => {
    const grant = {call: 'user_grant', input: {user: 'bob', role: 'admin'}}
    const steps = [{call: 'whoami'}, grant]
    const {ask, home, parrot} = await homeWith(workflow('nightly', ['nightly:execute'], ...steps))
    const by = parrot.operator
    const users = () => readFileSync(join(home.home, 'config/rbac_users.json'), 'utf8')
    const before = users()
    expect(await ask('nightly', {by})).toMatchObject({
      outcome: 'denied',
      output: {
        steps: [
          {tool: 'whoami', outcome: 'ok'},
          {tool: 'user_grant', outcome: 'denied'},
        ],
      },
    })
    expect(users()).toBe(before)
    const input = async () => ({values: grant.input})
    expect(await ask('user_grant', {by, input})).toMatchObject({outcome: 'ok'})
    expect(users()).not.toBe(before)
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
  const asks = (tool: string, values: object) =>
    askOf(parrot, tool, {input: async () => ({values: {...values}})})
  const {output} = await asks('plugin_propose', {name: 'nightly'})
  const {accept} = output as {accept: string}
  expect(output).toMatchObject({words: expect.arrayContaining([expect.stringContaining('calls sweep')])})
  const stale = await asks('plugin_approve', {name: 'nightly', accept, digest: 'sha512-other'})
  expect(stale).toMatchObject({outcome: 'invalid_input', problems: [{code: 'proposal_changed'}]})
})
