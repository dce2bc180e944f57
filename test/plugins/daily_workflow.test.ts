import {chmodSync, cpSync, mkdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {shippedDigests} from '../../src/host/catalog/shipped.ts'
import {checkManifest} from '../../src/manifest/check-manifest.ts'
import type {Manifest} from '../../src/manifest/manifest.ts'
import type {Principal} from '../../src/rbac/decision.ts'
import {codes, parrotIn, stepsOf, type Home} from '../host/workflow-home.ts'
import {newHome, put, root} from '../home.ts'
import {needs} from '../needs.ts'

const file = join(root, 'plugins/daily_workflow/manifest.json')
const cron: Principal = {name: 'nightly', roles: ['cron'], evidence: 'entry nightly'}
const others = ['check_disk', 'clean_cache_apply', 'system_update_plan', 'backup_create', 'log_rotate']

async function manifest(): Promise<Manifest> {
  const checked = await checkManifest(readFileSync(file, 'utf8'), file, {shipped: true})
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems))
  return checked.manifest
}

test('it calls what the seeds’ did, in their order, and only the update may fail', async () => {
  const {entrypoint, permissions} = await manifest()
  const steps = (entrypoint as {workflow: {call: string; continueOnError?: boolean; timeout?: string}[]})
    .workflow
  expect(steps.map(({call}) => call)).toEqual(others)
  expect(steps.filter(({continueOnError}) => continueOnError).map(({call}) => call)).toEqual([
    'system_update_plan',
  ])
  expect(steps.filter(({timeout}) => timeout === undefined)).toEqual([])
  expect(permissions).toEqual(['daily_workflow:execute'])
})

/** A Parrot that comes with daily_workflow and, for what it calls, with programs that say that they ran, or do not exist. */
async function shipping(...tools: readonly string[]): Promise<Home> {
  const home = newHome()
  const own = join(home.home, 'parrot')
  cpSync(join(root, 'manifests'), join(own, 'manifests'), {recursive: true})
  mkdirSync(join(own, 'plugins'))
  cpSync(join(file, '..'), join(own, 'plugins/daily_workflow'), {recursive: true})
  for (const tool of tools) ship(own, tool)
  put(join(own, 'dist/shipped.json'), await shippedDigests(join(own, 'plugins')))
  return {...home, root: own}
}

function ship(own: string, name: string): void {
  const folder = join(own, 'plugins', name)
  const about = {name, version: '1.0.0', description: 'Of a test', entrypoint: 'run.sh'}
  const dry = name === 'check_disk' ? {annotations: {readOnly: true}} : {dryRun: true}
  put(join(folder, 'manifest.json'), {...about, ...dry, permissions: [`${name}:execute`]})
  put(join(folder, 'run.sh'), '#!/bin/sh\n[ "$PARROT_PLUGIN" != system_update_plan ]\n')
  chmodSync(join(folder, 'run.sh'), 0o755)
}

needs('bwrap', 'apt-get install bubblewrap')('daily_workflow', () => {
  test('runs by the role cron alone, which may do nothing of it by itself; an update that fails stops nothing', async () => {
    const home = await shipping(...others)
    const {ask} = await parrotIn(home, {PARROT_RETRY_COUNT: '1'})
    expect(await ask('log_rotate', {by: cron})).toMatchObject({outcome: 'unknown'})
    const result = await ask('daily_workflow', {by: cron})
    expect(result.outcome).toBe('ok')
    expect(stepsOf(result).map(({outcome}) => outcome)).toEqual(['ok', 'ok', 'failed', 'ok', 'ok'])
    expect(codes(result)).toEqual(['workflow_step_tolerated'])
  })

  test('tries again what fails, as often as the variables of the seeds say', async () => {
    const home = await shipping(...others)
    const {ask} = await parrotIn(home, {PARROT_RETRY_COUNT: '4', PARROT_RETRY_DELAY: '1ms'})
    const result = await ask('daily_workflow', {by: cron})
    expect(stepsOf(result).map(({attempts}) => attempts)).toEqual([1, 1, 4, 1, 1])
  })

  test('can be tried dry', async () => {
    const {ask} = await parrotIn(await shipping(...others))
    const result = await ask('daily_workflow', {by: cron, dryRun: true})
    expect(stepsOf(result).map(({outcome}) => outcome)).toEqual(['ok', 'ok', 'failed', 'ok', 'ok'])
  })

  test('does nothing where there is no backup to be made, and says so', async () => {
    const home = await shipping(...others.filter((tool) => tool !== 'backup_create'))
    const result = await (await parrotIn(home)).ask('daily_workflow', {by: cron})
    expect(result).toMatchObject({
      outcome: 'broken',
      problems: [{code: 'workflow_step_first', params: {step: 4}}, {}],
    })
    expect(stepsOf(result).map(({outcome}) => outcome)).toEqual([null, null, null, 'unknown', null])
  })
})
