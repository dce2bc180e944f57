import {join} from 'node:path'
import {expect, test} from 'vitest'
import {pathsFor} from '../../src/config/paths.ts'
import {tampered} from '../../src/host/answer.ts'
import {loadWorld} from '../../src/host/load-world.ts'
import {operations} from '../../src/host/operations.ts'
import type {Request} from '../../src/host/request.ts'
import {run, type RunDeps} from '../../src/host/run.ts'
import {find} from '../../src/host/target.ts'
import {wantedBy} from '../../src/host/wanted.ts'
import {newHome} from '../home.ts'

test('what was changed while facts were collected is not started', async () => {
  const around = newHome()
  const paths = pathsFor(around)
  const world = await loadWorld(around, paths, operations)
  const target = find(world, 'health_check')
  if (target === undefined || 'problem' in target || target.operation !== undefined)
    throw new Error('no target')
  const order: string[] = []
  const deps: RunDeps = {
    sandbox: async () => {
      throw new Error('asked for a sandbox')
    },
    machine: {
      now: Date.now,
      runs: async () => {
        order.push('facts')
        return []
      },
      server: {} as RunDeps['machine']['server'],
    },
    around,
    paths,
    runs: join(paths.state, 'runs'),
    keepSecret: () => {},
    vouch: async (found) => {
      order.push('vouch')
      return tampered(found)
    },
  }
  const request: Request = {
    tool: 'health_check',
    by: {name: 'ada', roles: ['admin'], evidence: 'uid 1'},
    door: 'terminal',
    input: async () => ({values: {}}),
    dryRun: false,
    unsandboxed: false,
    signal: new AbortController().signal,
    watch: {},
  }
  const {wanted} = wantedBy(target, world, request)
  const known = {facts: {}, late: () => Promise.reject(new Error('looked at once more'))}
  const work = {id: 'a', request, world, wanted, values: {}}
  const answer = await run(deps, target, 'health_check.cjs', work, known)
  expect(answer).toMatchObject({outcome: 'tampered'})
  expect(order.at(-1)).toBe('vouch')
})
